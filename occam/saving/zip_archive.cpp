#include "occam/saving/zip_archive.h"

#include <zip.h>

#include <algorithm>
#include <memory>
#include <set>

#include "occam/base/byte_text.h"
#include "occam/base/errors.h"
#include "occam/runtime/memory_budget.h"

namespace occam::saving {
namespace {

constexpr zip_int64_t kMostMembers = 10'000;
/// Numbers that mean something do not get this much smaller; a bomb is made of what does.
constexpr std::uint64_t kLargestRatio = 200;

std::string text_of(zip_error_t* error) {
  std::string text = zip_error_strerror(error);
  zip_error_fini(error);
  return text;
}

[[noreturn]] void throw_not_packed(zip_t* archive) {
  const std::string why = zip_strerror(archive);
  zip_discard(archive);
  throw FileError("the archive cannot be packed: " + why);
}

}  // namespace

std::string zip_of(const std::vector<ZipMember>& members) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const target = zip_source_buffer_create(nullptr, 0, 0, &error);
  if (target == nullptr) throw FileError("the archive cannot be packed: " + text_of(&error));
  // Held here too: closing the archive lets go of it before it is read.
  zip_source_keep(target);
  const std::unique_ptr<zip_source_t, decltype(&zip_source_free)> held(target, zip_source_free);
  zip_t* const archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  if (archive == nullptr) {
    zip_source_free(target);
    throw FileError("the archive cannot be packed: " + text_of(&error));
  }
  for (const ZipMember& member : members) {
    zip_source_t* const source =
        zip_source_buffer(archive, member.bytes.data(), member.bytes.size(), 0);
    const zip_int64_t index =
        source == nullptr ? -1
                          : zip_file_add(archive, member.name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
      if (source != nullptr) zip_source_free(source);
      throw_not_packed(archive);
    }
    const auto place = static_cast<zip_uint64_t>(index);
    if (zip_set_file_compression(archive, place, ZIP_CM_STORE, 0) != 0) throw_not_packed(archive);
  }
  if (zip_close(archive) != 0) throw_not_packed(archive);
  zip_stat_t status;
  if (zip_source_stat(target, &status) != 0 || zip_source_open(target) != 0)
    throw FileError("the archive cannot be packed");
  std::string bytes(static_cast<std::size_t>(status.size), '\0');
  const zip_int64_t count = zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  if (count != static_cast<zip_int64_t>(bytes.size()))
    throw FileError("the archive cannot be packed");
  return bytes;
}

void ZipReader::refuse(const std::string& what) const { throw FileError(where_ + ": " + what); }

ZipReader::ZipReader(std::string where, const std::string& bytes) : where_(std::move(where)) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) refuse("cannot be read: " + text_of(&error));
  archive_ = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
  if (archive_ == nullptr) {
    zip_source_free(source);
    refuse("is no whole zip archive, which a .keras file is: " + text_of(&error));
  }
  try {
    const zip_int64_t count = zip_get_num_entries(archive_, 0);
    if (count > kMostMembers) refuse("has " + std::to_string(count) + " members, at most 10000");
    std::set<std::string> names;
    for (zip_int64_t i = 0; i < count; ++i) {
      const char* const name = zip_get_name(archive_, static_cast<zip_uint64_t>(i), 0);
      if (name == nullptr) refuse("has a member without a name");
      if (!names.insert(name).second) refuse("has the member '" + std::string(name) + "' twice");
    }
  } catch (...) {
    zip_discard(archive_);
    throw;
  }
}

ZipReader::~ZipReader() { zip_discard(archive_); }

std::vector<std::string> ZipReader::names() const {
  std::vector<std::string> names;
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive_, 0); ++i)
    names.emplace_back(zip_get_name(archive_, static_cast<zip_uint64_t>(i), 0));
  return names;
}

bool ZipReader::has(const std::string& name) const {
  return zip_name_locate(archive_, name.c_str(), 0) >= 0;
}

std::string ZipReader::read(const std::string& name, std::int64_t most_bytes) const {
  const std::string member = "member '" + name + "' ";
  const zip_int64_t place = zip_name_locate(archive_, name.c_str(), 0);
  if (place < 0) refuse("has no member '" + name + "'");
  const auto index = static_cast<zip_uint64_t>(place);
  zip_stat_t status;
  constexpr zip_uint64_t kNeeded =
      ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
  if (zip_stat_index(archive_, index, 0, &status) != 0 || (status.valid & kNeeded) != kNeeded)
    refuse(member + "cannot be read");
  if (status.encryption_method != ZIP_EM_NONE) refuse(member + "is encrypted");
  if (status.comp_method != ZIP_CM_STORE && status.comp_method != ZIP_CM_DEFLATE)
    refuse(member + "is compressed in another way than deflate");
  if (status.size > static_cast<zip_uint64_t>(most_bytes)) {
    refuse(member + "has " +
           byte_text(static_cast<std::int64_t>(
               std::min<zip_uint64_t>(status.size, std::int64_t{1} << 62))) +
           ". Expected at most " + byte_text(most_bytes));
  }
  if (status.size / kLargestRatio > status.comp_size)
    refuse(member + "unpacks to more than 200 times its size");
  runtime::check_memory(where_, static_cast<std::int64_t>(status.size), {});
  std::string bytes(static_cast<std::size_t>(status.size), '\0');
  zip_file_t* const file = zip_fopen_index(archive_, index, 0);
  if (file == nullptr) refuse(member + "cannot be read: " + zip_strerror(archive_));
  const zip_int64_t count = zip_fread(file, bytes.data(), bytes.size());
  char beyond = 0;
  // The checksum is compared where the member ends.
  const zip_int64_t rest = count < 0 ? count : zip_fread(file, &beyond, 1);
  const std::string why = zip_file_strerror(file);
  const bool closed = zip_fclose(file) == 0;
  if (count != static_cast<zip_int64_t>(bytes.size()) || rest != 0 || !closed)
    refuse(member + "is damaged: " + why);
  return bytes;
}

}  // namespace occam::saving

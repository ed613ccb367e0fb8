#include "occam/saving/zip_archive.h"

#include <zip.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "occam/base/byte_text.h"
#include "occam/base/errors.h"
#include "occam/runtime/memory_budget.h"

namespace occam::saving {
namespace {

constexpr zip_int64_t kMostMembers = 10'000;
/// A bomb is made of what gets much smaller than numbers or texts that mean something do. Little
/// does no harm: zeros are allowed to.
constexpr std::uint64_t kLargestRatio = 200, kLittle = std::uint64_t{16} << 20;

std::string text_of(zip_error_t* error) {
  std::string text = zip_error_strerror(error);
  zip_error_fini(error);
  return text;
}

void put(std::string& out, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xff));
}

/// A size or place in its field of 32 bits; all ones where it stands in 64 bits behind.
void put_short(std::string& out, std::uint64_t value, bool is_wide) {
  put(out, is_wide ? 0xffffffffu : value, 4);
}

/// Most of what L1 leaves is 0. Other numbers hardly get smaller, for the time it takes; what is
/// small stays as it is, so that more can be read of it where it is damaged.
bool is_mostly_zero(const std::string& bytes) {
  constexpr std::size_t kLeast = 1 << 16, kWord = 4;
  if (bytes.size() < kLeast) return false;
  const std::size_t words = bytes.size() / kWord;
  std::size_t zeros = 0;
  for (std::size_t i = 0; i < words; ++i) {
    std::uint32_t word;
    std::memcpy(&word, bytes.data() + i * kWord, kWord);
    zeros += word == 0;
  }
  return zeros > words / 2;
}

/// Deflated as members of archives are, without a header; nothing where that does not pay or where
/// a reader would take it for a bomb.
std::optional<std::string> deflated(const std::string& bytes) {
  if (!is_mostly_zero(bytes)) return std::nullopt;
  constexpr int kRaw = -15, kMemory = 8, kLevel = 6;
  constexpr std::size_t kPiece = std::size_t{1} << 18;
  z_stream stream = {};
  if (deflateInit2(&stream, kLevel, Z_DEFLATED, kRaw, kMemory, Z_DEFAULT_STRATEGY) != Z_OK)
    return std::nullopt;
  std::string packed;
  int status = Z_OK;
  // In pieces: zlib counts in 32 bits.
  for (std::size_t begin = 0; status == Z_OK; begin += kPiece) {
    const std::size_t size = std::min(kPiece, bytes.size() - begin);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data() + begin));
    stream.avail_in = static_cast<uInt>(size);
    const int flush = begin + size == bytes.size() ? Z_FINISH : Z_NO_FLUSH;
    do {
      const std::size_t before = packed.size();
      packed.resize(before + kPiece);
      stream.next_out = reinterpret_cast<Bytef*>(packed.data() + before);
      stream.avail_out = static_cast<uInt>(kPiece);
      status = deflate(&stream, flush);
      packed.resize(packed.size() - stream.avail_out);
    } while (status == Z_OK && (stream.avail_in > 0 || flush == Z_FINISH));
    if (status == Z_BUF_ERROR) status = Z_OK;  // it waits for more
  }
  deflateEnd(&stream);
  const bool pays = status == Z_STREAM_END && packed.size() < bytes.size() / 2;
  const bool looks_like_a_bomb =
      bytes.size() > kLittle && bytes.size() / kLargestRatio > packed.size();
  if (!pays || looks_like_a_bomb) return std::nullopt;
  return packed;
}

/// A member as it stands in the archive.
struct Entry {
  std::string name, bytes;
  std::uint64_t size = 0;  ///< of what is read
  std::uint32_t checksum = 0;
  bool packed = false;
};

Entry entry_of(ZipMember member) {
  Entry entry{.name = std::move(member.name), .bytes = {}, .size = member.bytes.size()};
  entry.checksum = static_cast<std::uint32_t>(
      crc32_z(0, reinterpret_cast<const unsigned char*>(member.bytes.data()), member.bytes.size()));
  std::optional<std::string> packed = deflated(member.bytes);
  entry.packed = packed.has_value();
  entry.bytes = packed ? std::move(*packed) : std::move(member.bytes);
  return entry;
}

/// What the local and the central header of a member have in common: version to `extra`.
void put_header(std::string& out, const Entry& member, bool is_wide, std::size_t extra) {
  constexpr std::uint64_t kUtf8 = 0x800, kNewYear1980 = 0x21;
  put(out, is_wide ? 45 : 20, 2);
  put(out, kUtf8, 2);
  put(out, member.packed ? 8 : 0, 2);  // deflated or stored
  put(out, 0, 2), put(out, kNewYear1980, 2);
  put(out, member.checksum, 4);
  put_short(out, member.bytes.size(), is_wide);
  put_short(out, member.size, is_wide);
  put(out, member.name.size(), 2);
  put(out, extra, 2);
}

}  // namespace

// Written here and not by libzip, which copies what is stored twice more. Source: PKWARE,
// APPNOTE.TXT 6.3.10, sections 4.3 and 4.5.3.
std::vector<std::string> zip_pieces_of(std::vector<ZipMember> members) {
  constexpr std::size_t kMostOfHeaders = 160;
  std::size_t size = kMostOfHeaders;
  for (const ZipMember& member : members)
    size += member.bytes.size() + 2 * member.name.size() + kMostOfHeaders;
  const bool is_wide = size >= 0xffffffffu || members.size() >= 0xffff;
  std::vector<std::string> pieces;
  std::string out, central;
  std::uint64_t before = 0;  // bytes of the pieces
  const auto take = [&](std::string piece) {
    before += piece.size();
    pieces.push_back(std::move(piece));
  };
  for (ZipMember& given : members) {
    Entry member = entry_of(std::move(given));
    const std::uint64_t place = before;
    out += "PK\3\4";
    put_header(out, member, is_wide, is_wide ? 20 : 0);
    out += member.name;
    central += "PK\1\2";
    put(central, 3 << 8 | 45, 2);  // made on Unix
    put_header(central, member, is_wide, is_wide ? 28 : 0);
    put(central, 0, 6);               // no comment, disk 0, bytes
    put(central, 0100644u << 16, 4);  // a file
    put_short(central, place, is_wide);
    central += member.name;
    if (is_wide) {
      put(out, 1, 2), put(out, 16, 2);
      put(out, member.size, 8), put(out, member.bytes.size(), 8);
      put(central, 1, 2), put(central, 24, 2);
      put(central, member.size, 8), put(central, member.bytes.size(), 8);
      put(central, place, 8);
    }
    take(std::exchange(out, {}));
    take(std::move(member.bytes));
  }
  const std::uint64_t start = before;
  out += central;
  if (is_wide) {
    const std::uint64_t end = before + out.size();
    out += "PK\6\6";
    put(out, 44, 8);
    put(out, 3 << 8 | 45, 2), put(out, 45, 2);
    put(out, 0, 8);
    put(out, members.size(), 8), put(out, members.size(), 8);
    put(out, central.size(), 8), put(out, start, 8);
    out += "PK\6\7";
    put(out, 0, 4), put(out, end, 8), put(out, 1, 4);
  }
  out += "PK\5\6";
  put(out, 0, 4);
  const std::uint64_t count = is_wide ? 0xffff : members.size();
  put(out, count, 2), put(out, count, 2);
  put_short(out, central.size(), is_wide), put_short(out, start, is_wide);
  put(out, 0, 2);
  take(std::move(out));
  return pieces;
}

std::string zip_of(std::vector<ZipMember> members) {
  std::string whole;
  for (const std::string& piece : zip_pieces_of(std::move(members))) whole += piece;
  return whole;
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
    if (zip_error_code_zip(&error) == ZIP_ER_EXISTS) refuse("has a member of one name twice");
    refuse("is no whole zip archive, which .keras and .npz files are: " + text_of(&error));
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
  if (status.size > kLittle && status.size / kLargestRatio > status.comp_size)
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

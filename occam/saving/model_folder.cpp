#include "occam/saving/model_folder.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "occam/base/errors.h"
#include "occam/saving/atomic_file.h"

namespace occam::saving {
namespace {

namespace fs = std::filesystem;

/// The file of a member; empty for a name that leads out of the folder.
fs::path file_of(const std::string& folder, const std::string& name) {
  const fs::path inside(name);
  const bool leads_out =
      inside.is_absolute() ||
      std::ranges::any_of(inside, [](const fs::path& part) { return part == ".."; });
  return leads_out ? fs::path() : fs::path(folder) / inside;
}

}  // namespace

void write_folder(const std::string& path, const std::vector<ZipMember>& members) {
  std::error_code error;
  // Keras's reader expects a folder of what layers keep beside their weights.
  fs::create_directories(fs::path(path) / "assets", error);
  if (error) throw FileError(path + ": the folder cannot be made: " + error.message());
  for (const ZipMember& member : members)
    write_atomically((fs::path(path) / member.name).string(), member.bytes);
}

bool FolderReader::has(const std::string& name) const {
  std::error_code error;
  const fs::path file = file_of(folder_, name);
  return !file.empty() && fs::is_regular_file(file, error);
}

std::string FolderReader::read(const std::string& name, std::int64_t most_bytes) const {
  if (!has(name)) throw FileError(folder_ + ": has no file '" + name + "'");
  const fs::path file = file_of(folder_, name);
  std::error_code error;
  const auto bytes = fs::file_size(file, error);
  if (!error && bytes > static_cast<std::uintmax_t>(most_bytes)) {
    throw FileError(file.string() + ": has " + std::to_string(bytes) + " bytes. Expected at most " +
                    std::to_string(most_bytes));
  }
  return read_whole_file(file.string());
}

}  // namespace occam::saving

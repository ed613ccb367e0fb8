#include "occam/saving/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "occam/base/byte_text.h"
#include "occam/base/errors.h"
#include "occam/runtime/memory_budget.h"

namespace occam::saving {
namespace {

[[noreturn]] void refuse_with_errno(const std::string& path, const std::string& what) {
  throw_file_error(path, what + ": " + std::strerror(errno));
}

class Descriptor {
 public:
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  int get() const { return descriptor_; }
  explicit operator bool() const { return descriptor_ >= 0; }
  bool close() {
    const int descriptor = std::exchange(descriptor_, -1);
    return descriptor < 0 || ::close(descriptor) == 0;
  }

 private:
  int descriptor_;
};

/// Removed unless it has taken the place of the file.
struct TemporaryFile {
  ~TemporaryFile() {
    if (!path.empty()) ::unlink(path.c_str());
  }
  std::string path;
};

/// A new file's permissions: those of the file that it replaces, else the usual ones.
mode_t permissions_for(const std::string& target) {
  struct stat status {};
  if (::stat(target.c_str(), &status) == 0) return status.st_mode & 07777;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

void write_all(int descriptor, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) refuse_with_errno(path, "cannot be written");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

/// Where a file is to be: a link stays a link, what it leads to is replaced.
struct Place {
  explicit Place(const std::string& path)
      : target(resolved(path)), folder(folder_of(target)), directory(open_folder(folder)) {
    std::error_code none;
    if (path.empty() || std::filesystem::is_directory(target, none))
      throw_file_error(path.empty() ? "path" : path, "is no name of a file");
    if (!directory) refuse_with_errno(path, "the folder " + folder + " cannot be opened");
  }

  std::string temporary_name() const {
    return folder + "/." + std::filesystem::path(target).filename().string() + ".XXXXXX";
  }

  std::string target, folder;
  Descriptor directory;

 private:
  static std::string resolved(const std::string& path) {
    std::error_code unresolved;
    const std::filesystem::path canonical = std::filesystem::weakly_canonical(path, unresolved);
    return unresolved ? path : canonical.string();
  }
  static std::string folder_of(const std::string& target) {
    const std::string parent = std::filesystem::path(target).parent_path().string();
    return parent.empty() ? "." : parent;
  }
  static int open_folder(const std::string& folder) {
    return ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  }
};

void write_pieces(const std::string& path, std::span<const std::string_view> pieces) {
  const Place place(path);
  std::size_t size = 0;
  for (const std::string_view piece : pieces) size += piece.size();
  struct statvfs space {};
  if (::fstatvfs(place.directory.get(), &space) == 0) {
    const auto free = static_cast<std::uint64_t>(space.f_bavail) * space.f_frsize;
    if (free < size) {
      throw_file_error(path, "needs " + byte_text(static_cast<std::int64_t>(size)) + " of disk. " +
                                 "Expected at most the free " +
                                 byte_text(static_cast<std::int64_t>(free)));
    }
  }
  const mode_t permissions = permissions_for(place.target);
  TemporaryFile temporary;
  std::string name = place.temporary_name();
  Descriptor file(::mkostemp(name.data(), O_CLOEXEC));
  if (!file) refuse_with_errno(path, "no file can be made in " + place.folder);
  temporary.path = name;
  for (const std::string_view piece : pieces) write_all(file.get(), piece, path);
  if (::fchmod(file.get(), permissions) != 0 || ::fsync(file.get()) != 0 || !file.close())
    refuse_with_errno(path, "cannot be written");
  if (::rename(temporary.path.c_str(), place.target.c_str()) != 0)
    refuse_with_errno(path, "cannot be replaced");
  temporary.path.clear();
  // Some file systems know no fsync of a folder; the file itself is complete.
  ::fsync(place.directory.get());
}

}  // namespace

std::string read_whole_file(const std::string& path) {
  // Without waiting for somebody to write into a pipe.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file) refuse_with_errno(path, "cannot be opened");
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) refuse_with_errno(path, "cannot be read");
  if (!S_ISREG(status.st_mode)) throw_file_error(path, "is no regular file. Expected a file");
  runtime::check_memory(path, status.st_size, {});
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count = ::read(file.get(), bytes.data() + done, bytes.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) refuse_with_errno(path, "cannot be read");
    if (count == 0) throw_file_error(path, "became shorter while it was read");
    done += static_cast<std::size_t>(count);
  }
  return bytes;
}

void check_writable(const std::string& path) {
  const Place place(path);
  std::string name = place.temporary_name();
  const Descriptor file(::mkostemp(name.data(), O_CLOEXEC));
  if (!file) refuse_with_errno(path, "no file can be made in " + place.folder);
  const TemporaryFile temporary{name};
}

void write_atomically(const std::string& path, std::string_view bytes) {
  write_pieces(path, {&bytes, 1});
}

void write_atomically(const std::string& path, std::span<const std::string> pieces) {
  const std::vector<std::string_view> views(pieces.begin(), pieces.end());
  write_pieces(path, views);
}

}  // namespace occam::saving

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "occam/base/errors.h"

namespace occam::data {

/// A file that the system does not give: absent, a folder, without permission, a failing disk. A
/// FileError that is not an UnreadableFile is about what the file holds.
class UnreadableFile : public FileError {
 public:
  using FileError::FileError;
};

/// A file read once from front to back; a gzip file (told by its first bytes) is inflated on the
/// way, its checksum verified. The path "-" is standard input.
/// Errors: FileError that names the file; UnreadableFile when there is nothing to read.
class InputFile {
 public:
  explicit InputFile(std::string path);
  ~InputFile();
  InputFile(InputFile&&) noexcept;

  /// Fills `out` as far as the file goes and returns the number of bytes; less only at the end.
  std::size_t read(std::span<std::byte> out);

  bool compressed() const { return inflater_ != nullptr; }
  /// Bytes of an uncompressed regular file; empty for pipes and gzip files.
  std::optional<std::int64_t> plain_size() const { return plain_size_; }
  /// 'folder/name.csv', or "standard input".
  const std::string& name() const { return name_; }
  /// Throws FileError: "cannot read 'x.csv'<place>. Expected <expected>. Received: <received>".
  [[noreturn]] void fail(std::string_view expected, std::string_view received,
                         std::string_view place = "") const;

 private:
  [[noreturn]] void fail_to_read(std::string_view expected, std::string_view received) const;

  struct Inflater;
  struct Close {
    void operator()(std::FILE* file) const {
      if (file != stdin) std::fclose(file);
    }
  };

  bool refill();
  std::size_t read_plain(std::span<std::byte> out);
  std::size_t read_compressed(std::span<std::byte> out);

  std::string name_;
  std::unique_ptr<std::FILE, Close> file_;
  std::optional<std::int64_t> plain_size_;
  std::unique_ptr<std::byte[]> buffer_;
  std::span<std::byte> ready_;  ///< bytes of buffer_ that are read from the file and not yet used
  std::unique_ptr<Inflater> inflater_;
};

}  // namespace occam::data

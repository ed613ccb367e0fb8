#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "occam/base/errors.h"
#include "occam/data/decompressor.h"

namespace occam::data {

/// A file that the system does not give: absent, a folder, without permission, a failing disk. A
/// FileError that is not an UnreadableFile is about what the file holds.
class UnreadableFile : public FileError {
 public:
  using FileError::FileError;
};

/// A file read once from front to back; a gzip or zstd file (told by its first bytes) is
/// decompressed on the way, its checksums verified: all its members, one after the other; zero
/// bytes behind them are padding. The path "-" is standard input. Errors: FileError that names the
/// file; UnreadableFile when there is nothing to read.
class InputFile {
 public:
  explicit InputFile(std::string path);
  ~InputFile();
  InputFile(InputFile&&) noexcept;

  /// Fills `out` as far as the file goes and returns the number of bytes; less only at the end.
  std::size_t read(std::span<std::byte> out);

  /// The first bytes (decompressed), fewer where the file has no more; `read` gives them again.
  /// The view holds until the next call. REQUIRES: nothing was read yet.
  std::span<const std::byte> peek(std::size_t bytes);

  Compression compression() const { return compression_; }
  bool compressed() const { return compression_ != Compression::kNone; }
  /// Bytes of an uncompressed regular file; empty for pipes and compressed files.
  std::optional<std::int64_t> plain_size() const {
    return compressed() ? std::nullopt : stored_size_;
  }
  /// Bytes of a regular file as stored; empty for pipes.
  std::optional<std::int64_t> stored_size() const { return stored_size_; }
  /// Of these, the ones that were used so far.
  std::int64_t stored_bytes_used() const {
    return stored_bytes_read_ - static_cast<std::int64_t>(ready_.size());
  }
  /// 'folder/name.csv', or "standard input".
  const std::string& name() const { return name_; }
  /// Throws FileError: "cannot read 'x.csv'<place>. Expected <expected>. Received: <received>".
  [[noreturn]] void fail(std::string_view expected, std::string_view received,
                         std::string_view place = "") const;
  /// The same for a path, whether the file is open or not.
  static std::string name_of(const std::string& path);
  [[noreturn]] static void fail_in(const std::string& path, std::string_view expected,
                                   std::string_view received, std::string_view place);

 private:
  [[noreturn]] void fail_to_read(std::string_view expected, std::string_view received) const;

  struct Close {
    void operator()(std::FILE* file) const {
      if (file != stdin) std::fclose(file);
    }
  };

  bool refill();
  std::size_t read_plain(std::span<std::byte> out);
  std::size_t read_compressed(std::span<std::byte> out);
  std::size_t read_on(std::span<std::byte> out);
  bool begin_member();

  std::string name_;
  std::unique_ptr<std::FILE, Close> file_;
  std::optional<std::int64_t> stored_size_;
  std::int64_t stored_bytes_read_ = 0;
  std::unique_ptr<std::byte[]> buffer_;
  std::span<std::byte> ready_;    ///< bytes of buffer_ that are read from the file and not yet used
  std::vector<std::byte> ahead_;  ///< what peek has seen
  std::size_t ahead_used_ = 0;
  Compression compression_ = Compression::kNone;
  std::unique_ptr<Decompressor> decompressor_;
  bool between_members_ = false;
};

}  // namespace occam::data

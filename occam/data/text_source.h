#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "occam/data/input_file.h"
#include "occam/data/read_options.h"

namespace occam::data {

/// How the characters of a file are written, told by the mark at its start. `first`: its first
/// bytes. UTF-16 without a mark is told by the zeros of its letters.
TextEncoding text_encoding_of(std::span<const std::byte> first, Encoding asked);

/// Whether text is UTF-8 with characters beyond ASCII, the last of which may be cut off: read as
/// Latin-1 each of them becomes two to four.
bool is_utf8_beyond_ascii(std::string_view text);

/// The bytes of a text file as UTF-8 (or Latin-1, which the scanner turns), without a mark.
class TextSource {
 public:
  /// Errors: FileError where UTF-16 was asked for and no byte at the start is zero.
  TextSource(InputFile& file, Encoding asked);

  TextEncoding encoding() const { return encoding_; }
  InputFile& file() { return file_; }
  const InputFile& file() const { return file_; }
  /// Fills `out` as far as the file goes; 0 at its end. Errors: FileError for broken UTF-16.
  std::size_t read(std::span<std::byte> out);
  /// Bytes in front of the text: the mark's.
  std::size_t mark_bytes() const { return mark_bytes_; }

 private:
  void refuse_single_bytes();
  void decode_more();
  void append_utf8(char32_t character);

  InputFile& file_;
  TextEncoding encoding_;
  bool big_endian_ = false;
  std::size_t mark_bytes_ = 0;
  std::string decoded_;  ///< UTF-8 that is not yet given out
  std::size_t given_ = 0;
  char32_t high_surrogate_ = 0;
  std::int64_t units_read_ = 0;
};

}  // namespace occam::data

#include "occam/data/text_source.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace occam::data {
namespace {

int byte_at(std::span<const std::byte> bytes, std::size_t i) {
  return i < bytes.size() ? std::to_integer<int>(bytes[i]) : -1;
}
bool is_little_mark(std::span<const std::byte> first) {
  return byte_at(first, 0) == 0xFF && byte_at(first, 1) == 0xFE;
}
bool is_big_mark(std::span<const std::byte> first) {
  return byte_at(first, 0) == 0xFE && byte_at(first, 1) == 0xFF;
}
/// "a\0b\0": every other byte is zero, and the ones between are letters of ASCII.
bool looks_like_utf16(std::span<const std::byte> first, std::size_t zero_at) {
  if (first.size() < 8) return false;
  for (std::size_t i = 0; i < 8; ++i) {
    const int byte = byte_at(first, i);
    if (i % 2 == zero_at ? byte != 0 : byte == 0 || byte >= 0x80) return false;
  }
  return true;
}

}  // namespace

TextEncoding text_encoding_of(std::span<const std::byte> first, Encoding asked) {
  switch (asked) {
    case Encoding::kUtf8:
      return TextEncoding::kUtf8;
    case Encoding::kLatin1:
      return TextEncoding::kLatin1;
    case Encoding::kUtf16:
      return TextEncoding::kUtf16;
    case Encoding::kAuto:
      break;
  }
  const bool utf16 = is_little_mark(first) || is_big_mark(first) || looks_like_utf16(first, 0) ||
                     looks_like_utf16(first, 1);
  return utf16 ? TextEncoding::kUtf16 : TextEncoding::kUtf8;
}

bool is_utf8_beyond_ascii(std::string_view text) {
  bool beyond = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i++]);
    if (lead < 0x80) continue;
    if (lead < 0xC2 || lead > 0xF4) return false;
    beyond = true;
    const std::size_t end = std::min(i + (lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3), text.size());
    for (; i < end; ++i) {
      if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) return false;
    }
  }
  return beyond;
}

TextSource::TextSource(InputFile& file, Encoding asked) : file_(file) {
  const std::span<const std::byte> first = file.peek(8);
  encoding_ = text_encoding_of(first, asked);
  if (encoding_ == TextEncoding::kUtf16) {
    big_endian_ = is_big_mark(first) || (!is_little_mark(first) && looks_like_utf16(first, 0));
    mark_bytes_ = is_big_mark(first) || is_little_mark(first) ? 2 : 0;
    if (mark_bytes_ == 0) refuse_single_bytes();
  } else if (byte_at(first, 0) == 0xEF && byte_at(first, 1) == 0xBB && byte_at(first, 2) == 0xBF) {
    mark_bytes_ = 3;
  }
  std::array<std::byte, 3> mark;
  file_.read(std::span(mark).first(mark_bytes_));
}

/// Separators and ends of lines have a zero byte in UTF-16.
void TextSource::refuse_single_bytes() {
  constexpr std::size_t kLooked = 4096;
  const std::span<const std::byte> start = file_.peek(kLooked);
  if (start.empty() || std::find(start.begin(), start.end(), std::byte{0}) != start.end()) return;
  file_.fail("UTF-16 text (or choose encoding=utf8 or latin1)",
             "no zero byte in the first " + std::to_string(start.size()));
}

std::size_t TextSource::read(std::span<std::byte> out) {
  if (encoding_ != TextEncoding::kUtf16) return file_.read(out);
  std::size_t done = 0;
  while (done < out.size()) {
    if (given_ == decoded_.size()) decode_more();
    if (decoded_.empty()) break;
    const std::size_t count = std::min(out.size() - done, decoded_.size() - given_);
    std::memcpy(out.data() + done, decoded_.data() + given_, count);
    given_ += count;
    done += count;
  }
  return done;
}

void TextSource::decode_more() {
  std::array<std::byte, 1 << 16> units;
  decoded_.clear();
  given_ = 0;
  const std::size_t bytes = file_.read(units);
  const auto fail = [&](std::size_t at, std::string_view received) {
    file_.fail("UTF-16 text",
               std::string(received) + " at byte offset " +
                   std::to_string(mark_bytes_ + static_cast<std::size_t>(2 * units_read_) + at));
  };
  for (std::size_t i = 0; i + 1 < bytes; i += 2) {
    const auto first = std::to_integer<char32_t>(units[i]);
    const auto second = std::to_integer<char32_t>(units[i + 1]);
    const char32_t unit = big_endian_ ? first << 8 | second : second << 8 | first;
    const bool low = unit >= 0xDC00 && unit < 0xE000;
    if (low != (high_surrogate_ != 0)) fail(i, "half a character");
    if (unit >= 0xD800 && unit < 0xDC00) {
      high_surrogate_ = unit;
    } else if (low) {
      append_utf8(0x10000 + ((high_surrogate_ - 0xD800) << 10) + (unit - 0xDC00));
      high_surrogate_ = 0;
    } else {
      append_utf8(unit);
    }
  }
  if (bytes % 2 != 0) fail(bytes - 1, "an odd number of bytes: half a character");
  units_read_ += static_cast<std::int64_t>(bytes / 2);
  if (bytes == 0 && high_surrogate_ != 0) fail(0, "half a character");
}

void TextSource::append_utf8(char32_t character) {
  const auto add = [&](char32_t byte) { decoded_ += static_cast<char>(byte); };
  if (character < 0x80) {
    add(character);
  } else if (character < 0x800) {
    add(0xC0 | character >> 6);
    add(0x80 | (character & 0x3F));
  } else if (character < 0x10000) {
    add(0xE0 | character >> 12);
    add(0x80 | (character >> 6 & 0x3F));
    add(0x80 | (character & 0x3F));
  } else {
    add(0xF0 | character >> 18);
    add(0x80 | (character >> 12 & 0x3F));
    add(0x80 | (character >> 6 & 0x3F));
    add(0x80 | (character & 0x3F));
  }
}

}  // namespace occam::data

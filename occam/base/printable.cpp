#include "occam/base/printable.h"

#include "occam/base/text_columns.h"

namespace occam {
namespace {

struct CodePoint {
  std::size_t bytes = 1;
  char32_t code = 0xFFFD;  ///< that of the replacement character where the bytes are no UTF-8
};

/// REQUIRES: text is not empty.
CodePoint first_code_point(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {1, lead};
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || bytes > text.size()) return {};
  char32_t code = lead & (0xFFu >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0u) != 0x80u) return {};
    code = code << 6 | (byte(i) & 0x3Fu);
  }
  const char32_t least = bytes == 2 ? 0x80 : bytes == 3 ? 0x800 : 0x10000;
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return code < least || code > 0x10FFFF || surrogate ? CodePoint{} : CodePoint{bytes, code};
}

bool is_safe(char32_t code) {
  const auto within = [code](char32_t first, char32_t last) {
    return code >= first && code <= last;
  };
  const bool controls = code < 0x20 || within(0x7F, 0x9F);
  // Direction marks, embeddings and isolates; line and paragraph separator.
  const bool turns = code == 0x061C || within(0x200E, 0x200F) || within(0x2028, 0x202E) ||
                     within(0x2066, 0x2069);
  return !controls && !turns && code != 0xFFFD;
}

}  // namespace

std::string printable(std::string_view text, std::size_t columns) {
  // Bytes that no cut can keep need no look: a cell may have megabytes.
  constexpr std::size_t kMostBytesAColumn = 64;
  if (const std::size_t most = (columns + 1) * kMostBytesAColumn; text.size() > most)
    text = text.substr(0, most);
  std::string clean;
  while (!text.empty()) {
    const CodePoint next = first_code_point(text);
    if (is_safe(next.code)) {
      clean.append(text.substr(0, next.bytes));
    } else {
      clean += '?';
    }
    text.remove_prefix(next.bytes);
  }
  return cut_to_columns(clean, columns);
}

}  // namespace occam

#include "occam/base/quoted.h"

#include <algorithm>

namespace occam {
namespace {

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

}  // namespace

std::string cleaned(std::string_view text) {
  constexpr std::size_t kLongest = 40;
  std::size_t end = std::min(text.size(), kLongest);
  while (end < text.size() && end > 0 && continues_character(text[end])) --end;
  std::string shown;
  for (std::size_t i = 0; i < end; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    // U+0080 to U+009F, the control characters of Latin-1, are 0xC2 and one byte.
    const bool second =
        byte == 0xC2 && i + 1 < end && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    shown += byte < 0x20 || byte == 0x7F || second ? '.' : text[i];
    if (second) ++i;
  }
  return end < text.size() ? shown + "..." : shown;
}

std::string in_quotes(std::string_view text) { return "'" + cleaned(text) + "'"; }

}  // namespace occam

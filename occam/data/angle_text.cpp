#include "occam/data/angle_text.h"

#include <array>

#include "occam/data/blanks.h"
#include "occam/data/text_cursor.h"

namespace occam::data {
namespace {

constexpr std::array<std::string_view, 3> kDegrees = {"\u00B0", "\u00BA", "deg"};
constexpr std::array<std::string_view, 3> kMinutes = {"'", "\u2032", "\u2019"};
constexpr std::array<std::string_view, 4> kSeconds = {"\"", "\u2033", "\u201D", "''"};

/// 'N', 'S', 'E', 'W' at the end or in front; '\0': none.
char take_direction(std::string_view& text) {
  constexpr std::string_view kLetters = "NSEW";
  if (text.empty()) return '\0';
  const char last = text.back(), first = text.front();
  if (kLetters.find(last) != kLetters.npos) {
    text = without_blanks(text.substr(0, text.size() - 1));
    return last;
  }
  if (kLetters.find(first) == kLetters.npos) return '\0';
  text = without_blanks(text.substr(1));
  return first;
}

}  // namespace

std::optional<WrittenNumber> parse_angle_text(std::string_view text) {
  const char direction = take_direction(text);
  TextCursor cursor(text);
  const bool negative = cursor.take('-');
  const auto degrees = cursor.take_decimal();
  if (!degrees) return std::nullopt;
  double value = *degrees;
  const bool sign = cursor.take_one(kDegrees);
  WrittenNumber written{.writing = NumberWriting::kAngle, .sure = false, .part = direction};
  if (!cursor.done()) {
    const auto minutes = sign ? cursor.take_decimal() : std::nullopt;
    if (!minutes || *minutes >= 60 || !cursor.take_one(kMinutes)) return std::nullopt;
    value += *minutes / 60;
    written.sure = true;
  }
  if (!cursor.done()) {
    const auto seconds = cursor.take_decimal();
    if (!seconds || *seconds >= 60 || !cursor.take_one(kSeconds)) return std::nullopt;
    value += *seconds / 3600;
  }
  if (!cursor.done() || (direction == '\0' && !written.sure)) return std::nullopt;
  const bool below = (direction == 'S' || direction == 'W') != negative;
  written.number = exact_number(below ? -value : value);
  return written;
}

}  // namespace occam::data

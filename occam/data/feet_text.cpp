#include "occam/data/feet_text.h"

#include <array>

#include "occam/data/text_cursor.h"

namespace occam::data {
namespace {

// The longer ones first.
constexpr std::array<std::string_view, 7> kFeet = {"feet", "foot",   "ft.",   "ft",
                                                   "'",    "\u2032", "\u2019"};
constexpr std::array<std::string_view, 9> kInches = {
    "inches", "inch", "in.", "in", "\"", "''", "\u2033", "\u201D", "\u2032\u2032"};

}  // namespace

std::optional<WrittenNumber> parse_feet_text(std::string_view text) {
  TextCursor cursor(text);
  const auto feet = cursor.take_decimal();
  if (!feet || !cursor.take_one(kFeet)) return std::nullopt;
  WrittenNumber written{.writing = NumberWriting::kFeet};
  double inches = 0;
  if (cursor.done()) {
    written.sure = false;
  } else {
    const auto number = cursor.take_decimal();
    if (!number || *number >= 12) return std::nullopt;
    cursor.take_one(kInches);
    if (!cursor.done()) return std::nullopt;
    inches = *number;
  }
  written.number = exact_number(12 * *feet + inches);
  return written;
}

}  // namespace occam::data

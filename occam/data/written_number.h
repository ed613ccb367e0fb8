#pragma once

#include <optional>
#include <string_view>

#include "occam/data/number_text.h"
#include "occam/data/reading.h"

namespace occam::data {

/// A number that is written otherwise than with decimal digits: "08:30", "0x1F", "12.3 ± 0.4".
struct WrittenNumber {
  /// kClock or kMinutes, kHexadecimal or kUncertain: what the text alone says.
  NumberWriting writing = NumberWriting::kDecimal;
  NumberText number = {};   ///< in that writing
  double as_clock = 0.0;    ///< of times: seconds, the first of two parts hours
  double as_minutes = 0.0;  ///< of times: seconds, the first of two parts minutes
  bool two_parts = false;   ///< of times

  /// The number in the writing of its column; none when the text is not written so.
  std::optional<NumberText> in(NumberWriting column) const;
};

/// Times of day and spans ("8:30", "08:30:15.2", "8:30 PM", "-0:45", "2 days 03:04:05"),
/// hexadecimal numbers up to 2^53 ("0x1F"), numbers with their uncertainty ("12.3 ± 0.4", "+/-").
/// None when the text is nothing of these. Two parts are hours and minutes (kClock), but minutes
/// and seconds where they cannot be hours: "75:10", "1:23.4" (kMinutes).
std::optional<WrittenNumber> parse_written_number(std::string_view text);

/// Whether times in one writing may stand in a column of the other, or the writings are equal.
constexpr bool are_of_one_family(NumberWriting a, NumberWriting b) {
  const auto is_time = [](NumberWriting each) {
    return each == NumberWriting::kClock || each == NumberWriting::kMinutes;
  };
  return a == b || (is_time(a) && is_time(b));
}

}  // namespace occam::data

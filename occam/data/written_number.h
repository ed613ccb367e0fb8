#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "occam/data/number_text.h"
#include "occam/data/reading.h"

namespace occam::data {

/// A number that is written otherwise than with decimal digits: "08:30", "0x1F", "12.3 ± 0.4",
/// "2h 50m", "1.2M", "5'9\"", "57.05N".
struct WrittenNumber {
  /// What the text alone says; of times kClock or kMinutes.
  NumberWriting writing = NumberWriting::kDecimal;
  NumberText number = {};   ///< in that writing
  double as_clock = 0.0;    ///< of times: seconds, the first of two parts hours
  double as_minutes = 0.0;  ///< of times: seconds, the first of two parts minutes
  bool two_parts = false;   ///< of times
  /// Whether the text alone shows its writing. "19h", "12K" and "57N" may be numbers with a unit:
  /// they are written so where the column has another `part` too.
  bool sure = true;
  int part = 0;           ///< of those: 'h' and 'm', thousands and millions, north and south ...
  bool attached = false;  ///< of those: no blank in front of the part

  /// The number in the writing of its column; none when the text is not written so.
  std::optional<NumberText> in(NumberWriting column) const;
};

/// Times of day and spans ("8:30", "08:30:15.2", "8:30 PM", "-0:45", "2 days 03:04:05"),
/// hexadecimal numbers up to 2^53 ("0x1F"), numbers with their uncertainty ("12.3 ± 0.4", "+/-"),
/// "true" and "false" in whatever case, which are not sure to be 1 and 0,
/// and what duration_text.h, magnitude_text.h, feet_text.h, angle_text.h and range_text.h read.
/// None when the text is not written as `family` says. Two parts of a time are hours and minutes
/// (kClock), but minutes and seconds where they cannot be hours: "75:10", "1:23.4" (kMinutes).
std::optional<WrittenNumber> parse_written_number(std::string_view text, NumberWriting family);
/// In the first writing that the text alone shows.
std::optional<WrittenNumber> parse_written_number(std::string_view text);

/// A number of this value in every notation.
NumberText exact_number(double value);

/// Whether times in one writing may stand in a column of the other, or the writings are equal.
constexpr bool are_of_one_family(NumberWriting a, NumberWriting b) {
  const auto is_time = [](NumberWriting each) {
    return each == NumberWriting::kClock || each == NumberWriting::kMinutes;
  };
  return a == b || (is_time(a) && is_time(b));
}

/// Whether plain numbers may stand in a column of this writing.
constexpr bool may_be_plain_too(NumberWriting writing) {
  return writing == NumberWriting::kDecimal || writing == NumberWriting::kUncertain ||
         writing == NumberWriting::kMagnitude || writing == NumberWriting::kRange ||
         writing == NumberWriting::kTruth;
}

/// The writings that are looked for, one a family.
inline constexpr std::array kWrittenFamilies = {
    NumberWriting::kClock,    NumberWriting::kHexadecimal, NumberWriting::kUncertain,
    NumberWriting::kDuration, NumberWriting::kMagnitude,   NumberWriting::kFeet,
    NumberWriting::kAngle,    NumberWriting::kRange,       NumberWriting::kTruth};

}  // namespace occam::data

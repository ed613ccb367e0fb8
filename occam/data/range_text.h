#pragma once

#include <optional>
#include <string_view>

#include "occam/data/written_number.h"

namespace occam::data {

/// What stands on both sides of the first " - ", " to ", en dash or hyphen.
struct RangeEnds {
  std::string_view low = {}, high = {};
  /// A hyphen without blanks around it is not: "555-1234" may be a code.
  bool sure = true;
};

/// None when there is nothing of these, or nothing in front of it.
std::optional<RangeEnds> range_ends(std::string_view text);

/// The middle of two numbers, with their currency and percent sign: "5 - 10%" has one behind the
/// second alone. None when the first is above the second, or no notation is common to both.
std::optional<NumberText> middle_of(const NumberText& low, const NumberText& high);

/// A range of numbers by its middle: "2100 - 2850", "$50 to $99", "10–20". None when the text is
/// nothing of these, or the first number is above the second. Those with a unit: unit_text.h.
std::optional<WrittenNumber> parse_range_text(std::string_view text);

}  // namespace occam::data

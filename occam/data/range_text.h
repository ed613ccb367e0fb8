#pragma once

#include <optional>
#include <string_view>

#include "occam/data/written_number.h"

namespace occam::data {

/// A range of numbers by its middle: "2100 - 2850", "$50 to $99", "10–20". A hyphen without blanks
/// around it is not sure: "555-1234" may be a code. None when the text is nothing of these, or the
/// first number is above the second.
std::optional<WrittenNumber> parse_range_text(std::string_view text);

}  // namespace occam::data

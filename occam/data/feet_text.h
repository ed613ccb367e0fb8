#pragma once

#include <optional>
#include <string_view>

#include "occam/data/written_number.h"

namespace occam::data {

/// Feet and inches, in inches: "5'9\"", "5' 11", "5 ft 9 in", "6 feet", "5′9″"; fewer than 12
/// inches. Feet alone are not sure. None when the text is nothing of these.
std::optional<WrittenNumber> parse_feet_text(std::string_view text);

}  // namespace occam::data

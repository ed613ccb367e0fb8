#pragma once

#include <optional>
#include <string_view>

#include "occam/data/written_number.h"

namespace occam::data {

/// Latitudes, longitudes and other angles, in degrees, south and west below 0: "40°26'46\"N",
/// "40° 26.77′ S", "57.05N", "10.33° W", "N 40.5". Decimal ones are not sure: N and W may be units.
/// None when the text is nothing of these.
std::optional<WrittenNumber> parse_angle_text(std::string_view text);

}  // namespace occam::data

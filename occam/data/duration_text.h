#pragma once

#include <optional>
#include <string_view>

#include "occam/data/written_number.h"

namespace occam::data {

/// Spans of time with their units, in seconds: "2h 50m", "1 day, 3 hours", "1 hr and 30 min",
/// "PT2H5M", "1 year 2 months" (a year has 365.25 days, a month a twelfth of it). The units fall;
/// m is minutes, M months. One part alone ("19h") is not sure: it may be a number with a unit.
/// None when the text is nothing of these.
std::optional<WrittenNumber> parse_duration_text(std::string_view text);

}  // namespace occam::data

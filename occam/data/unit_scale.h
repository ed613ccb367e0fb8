#pragma once

#include <optional>
#include <string_view>

namespace occam::data {

/// How many of the unit `in` one of the unit `of` is ("m", "cm": 100): of lengths, masses, volumes,
/// frequencies, powers and amounts of data (a GB has 1000 MB). None when they do not measure the
/// same, or are not known.
std::optional<double> unit_ratio(std::string_view of, std::string_view in);

}  // namespace occam::data

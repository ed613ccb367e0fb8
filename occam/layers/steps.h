#pragma once

#include <cstdint>
#include <string_view>

#include "occam/base/dims.h"
#include "occam/base/shape.h"

namespace occam::layers {

/// The axis of the steps of (batch, steps, features), or channels first (batch, features, steps).
/// Throws InvalidArgument for an input of another rank.
std::int64_t steps_axis(std::string_view type, const Shape& input, std::string_view data_format);

/// Throws InvalidArgument unless these are two sizes >= 0.
void check_two_sizes(std::string_view type, std::string_view name, const Dims& sizes);

}  // namespace occam::layers

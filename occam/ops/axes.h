#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "occam/base/shape.h"

namespace occam::ops {

/// Axes of a tensor; negative ones count from the end, as in NumPy.
using Axes = std::vector<std::int64_t>;

/// `axes` of a tensor of this rank, not negative and ascending. Throws InvalidArgument in the name
/// of `op` for one that is out of range or stands twice.
Axes normalized_axes(std::string_view op, const Axes& axes, std::int64_t rank);

/// `shape` without `axes` (normalized), or with 1 in their place.
Shape reduced_shape(const Shape& shape, const Axes& axes, bool keepdims);

/// All axes of a tensor of this rank.
Axes all_axes(std::int64_t rank);

/// What shapes a and b are both repeated to: aligned at the last axis, sizes equal or 1. Throws
/// InvalidArgument in the name of `op` for others. Source: NumPy, broadcasting.
Shape broadcast_shape(std::string_view op, const Shape& a, const Shape& b);

/// Row-major strides, in elements.
std::vector<std::int64_t> strides_of(const Shape& shape);

}  // namespace occam::ops

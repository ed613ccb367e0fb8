#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "occam/graph/graph.h"

namespace occam::ops {

/// How many elements to add before and after, an axis each.
using PadWidth = std::vector<std::pair<std::int64_t, std::int64_t>>;

/// x with elements of one value added around it. Source: Keras 3, ops.pad, mode "constant".
graph::Value pad(const graph::Value& x, const PadWidth& pad_width, double constant_values = 0);

/// Reads begin and end (the widths) and number.
extern const graph::Op pad_op;

}  // namespace occam::ops

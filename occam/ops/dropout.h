#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// Inverted dropout: element i becomes 0 where uniform(seed, stream, step, i) < rate, else x / (1 -
/// rate). `rate` is a scalar in [0, 1]; seed and step are the member's. The gradient draws the same
/// mask again.
graph::Value dropout(const graph::Value& x, const graph::Value& rate, std::uint32_t stream);
extern const graph::Op dropout_op;

}  // namespace occam::ops

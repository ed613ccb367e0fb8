#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// min(max(x, low), high); NaN stays NaN. The gradient is upstream inside [low, high] and 0
/// outside; none by the limits.
graph::Value clip(const graph::Value& x, const graph::Value& low, const graph::Value& high);
extern const graph::Op clip_op;

}  // namespace occam::ops

#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// min(max(x, low), high); NaN stays NaN. The gradient goes to whichever of the three is the
/// result, to x where it equals a limit.
graph::Value clip(const graph::Value& x, const graph::Value& low, const graph::Value& high);
extern const graph::Op clip_op;

}  // namespace occam::ops

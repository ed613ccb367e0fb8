#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// max(x, 0); NaN stays NaN.
graph::Value relu(const graph::Value& x);
extern const graph::Op relu_op;

}  // namespace occam::ops

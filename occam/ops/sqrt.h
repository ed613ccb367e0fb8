#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// Square root, correctly rounded; NaN below 0.
graph::Value sqrt(const graph::Value& x);
extern const graph::Op sqrt_op;

}  // namespace occam::ops

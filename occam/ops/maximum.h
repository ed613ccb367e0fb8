#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// The larger of a and b; NaN when either is NaN. Equal operands: the gradient goes to a.
graph::Value maximum(const graph::Value& a, const graph::Value& b);
extern const graph::Op maximum_op;

}  // namespace occam::ops

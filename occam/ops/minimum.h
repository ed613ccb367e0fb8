#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// The smaller of a and b; NaN when either is NaN. Equal operands: the gradient goes to a.
graph::Value minimum(const graph::Value& a, const graph::Value& b);
extern const graph::Op minimum_op;

}  // namespace occam::ops

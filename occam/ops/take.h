#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// Rows of x [n, ...] by `indices` [...], whole numbers in float32: [indices..., ...]. NaN where an
/// index is no row. Gradient: x's rows get the sums of theirs, added in the order of the indices;
/// none by the indices. Source: Keras 3, ops.take with axis 0.
graph::Value take(const graph::Value& x, const graph::Value& indices);

/// take_gradient_op reads shape, that of x.
extern const graph::Op take_op, take_gradient_op;

}  // namespace occam::ops

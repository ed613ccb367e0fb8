#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// A scalar repeated to `shape`.
graph::Value broadcast_scalar(const graph::Value& scalar, const Shape& shape);
/// A vector [cols] repeated for every row of `shape` = [..., cols].
graph::Value broadcast_rows(const graph::Value& vector, const Shape& shape);
/// A tensor [...] repeated along a new last axis of `shape` = [..., cols].
graph::Value broadcast_columns(const graph::Value& tensor, const Shape& shape);

/// `value` repeated to `shape`: aligned at the last axis, along axes of size 1 or absent; `value`
/// itself when it has that shape. Throws InvalidArgument when they do not fit. Source: NumPy and
/// Keras 3, broadcast_to.
graph::Value broadcast_to(const graph::Value& value, const Shape& shape);

/// broadcast_axes_op: in memory, along any axes of size 1 of a tensor of the same rank; where none
/// of the others will do.
extern const graph::Op broadcast_scalar_op, broadcast_rows_op, broadcast_columns_op,
    broadcast_axes_op;

}  // namespace occam::ops

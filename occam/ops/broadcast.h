#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// A scalar repeated to `shape`.
graph::Value broadcast_scalar(const graph::Value& scalar, const Shape& shape);
/// A vector [cols] repeated for every row of `shape` = [..., cols].
graph::Value broadcast_rows(const graph::Value& vector, const Shape& shape);
/// A tensor [...] repeated along a new last axis of `shape` = [..., cols].
graph::Value broadcast_columns(const graph::Value& tensor, const Shape& shape);

/// `value` in `shape` by whichever of the three fits (a scalar, the last axis); `value` itself when
/// it has that shape.
graph::Value broadcast_to(const graph::Value& value, const Shape& shape);

extern const graph::Op broadcast_scalar_op, broadcast_rows_op, broadcast_columns_op;

}  // namespace occam::ops

#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// The same elements in row-major order under another shape of equal size.
graph::Value reshape(const graph::Value& x, const Shape& shape);
extern const graph::Op reshape_op;

}  // namespace occam::ops

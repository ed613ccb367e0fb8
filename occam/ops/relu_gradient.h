#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// `upstream` where y > 0, else 0; y is relu's result (or its input).
graph::Value relu_gradient(const graph::Value& y, const graph::Value& upstream);
extern const graph::Op relu_gradient_op;

}  // namespace occam::ops

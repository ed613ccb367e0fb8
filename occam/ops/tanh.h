#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// Hyperbolic tangent.
graph::Value tanh(const graph::Value& x);
extern const graph::Op tanh_op;

}  // namespace occam::ops

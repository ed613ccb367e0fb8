#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// exp(x) - 1, accurate near 0. Source: Keras 3, ops.expm1.
graph::Value expm1(const graph::Value& x);
extern const graph::Op expm1_op;

}  // namespace occam::ops

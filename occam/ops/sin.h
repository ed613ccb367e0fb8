#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// Sine of an angle in radians; NaN beyond |x| = 2^20, where float32 has no angle any more. Source:
/// Keras 3, ops.sin.
graph::Value sin(const graph::Value& x);
extern const graph::Op sin_op;

}  // namespace occam::ops

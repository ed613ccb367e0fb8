#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// Cosine of an angle in radians; NaN beyond |x| = 2^20, where float32 has no angle any more.
/// Source: Keras 3, ops.cos.
graph::Value cos(const graph::Value& x);
extern const graph::Op cos_op;

}  // namespace occam::ops

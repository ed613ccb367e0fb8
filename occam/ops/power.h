#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// a to the whole power b, by repeated squaring; a fraction of b is cut off. The gradient by a is
/// b a^(b-1), and 0 where b is 0; none by b.
graph::Value power(const graph::Value& a, const graph::Value& b);
/// Throws InvalidArgument when b is not a whole number; for others exp(b * log(a)) stands.
graph::Value power(const graph::Value& a, double b);

extern const graph::Op power_op;

}  // namespace occam::ops

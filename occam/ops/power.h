#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// a to the whole power b by repeated squaring; scalars only. No gradient.
graph::Value power(const graph::Value& a, const graph::Value& b);
extern const graph::Op power_op;

}  // namespace occam::ops

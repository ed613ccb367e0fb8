#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// condition != 0 ? a : b. The gradient by the condition is zero: it has no slope.
graph::Value select(const graph::Value& condition, const graph::Value& a, const graph::Value& b);
extern const graph::Op select_op;

}  // namespace occam::ops

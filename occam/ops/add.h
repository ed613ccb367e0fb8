#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// a + b. Equal shapes (see arithmetic.h for operators that broadcast).
graph::Value add(const graph::Value& a, const graph::Value& b);
extern const graph::Op add_op;

}  // namespace occam::ops

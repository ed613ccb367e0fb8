#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// a * b.
graph::Value multiply(const graph::Value& a, const graph::Value& b);
extern const graph::Op multiply_op;

}  // namespace occam::ops

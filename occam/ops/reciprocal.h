#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// 1 / x, correctly rounded.
graph::Value reciprocal(const graph::Value& x);
extern const graph::Op reciprocal_op;

}  // namespace occam::ops

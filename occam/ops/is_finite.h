#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// 1 where x is neither NaN nor infinite, else 0. Its gradient is 0.
graph::Value is_finite(const graph::Value& x);
extern const graph::Op is_finite_op;

}  // namespace occam::ops

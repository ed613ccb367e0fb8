#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// 1 where a == b, else 0. Its gradient is 0.
graph::Value equal(const graph::Value& a, const graph::Value& b);
extern const graph::Op equal_op;

}  // namespace occam::ops

#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// 1 where a > b, else 0 (also for NaN). Its gradient is 0.
graph::Value greater(const graph::Value& a, const graph::Value& b);
extern const graph::Op greater_op;

}  // namespace occam::ops

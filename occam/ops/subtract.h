#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// a - b.
graph::Value subtract(const graph::Value& a, const graph::Value& b);
extern const graph::Op subtract_op;

}  // namespace occam::ops

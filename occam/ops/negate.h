#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// -x. Any shape.
graph::Value negate(const graph::Value& x);
extern const graph::Op negate_op;

}  // namespace occam::ops

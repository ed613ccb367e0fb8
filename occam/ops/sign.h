#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// -1, 0 or 1; 0 at both zeros, NaN at NaN. Its gradient is 0.
graph::Value sign(const graph::Value& x);
extern const graph::Op sign_op;

}  // namespace occam::ops

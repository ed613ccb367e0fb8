#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// Natural logarithm; -inf at 0, NaN below.
graph::Value log(const graph::Value& x);
extern const graph::Op log_op;

}  // namespace occam::ops

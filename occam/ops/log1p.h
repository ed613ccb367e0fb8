#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// log(1 + x), accurate near 0.
graph::Value log1p(const graph::Value& x);
extern const graph::Op log1p_op;

}  // namespace occam::ops

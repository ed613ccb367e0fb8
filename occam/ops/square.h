#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// x * x.
graph::Value square(const graph::Value& x);
extern const graph::Op square_op;

}  // namespace occam::ops

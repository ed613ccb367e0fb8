#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// x itself, as a value that is computed: a repeated vector then lies in memory whole.
graph::Value copy(const graph::Value& x);

extern const graph::Op copy_op;

}  // namespace occam::ops

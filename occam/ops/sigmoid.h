#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// 1 / (1 + exp(-x)).
graph::Value sigmoid(const graph::Value& x);
extern const graph::Op sigmoid_op;

}  // namespace occam::ops

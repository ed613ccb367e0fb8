#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// x itself, taken as a constant by gradients. Source: Keras 3, ops.stop_gradient.
graph::Value stop_gradient(const graph::Value& x);

extern const graph::Op stop_gradient_op;

}  // namespace occam::ops

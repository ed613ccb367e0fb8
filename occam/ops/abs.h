#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// |x|. The gradient at 0 is 0 (sign), as in Keras.
graph::Value abs(const graph::Value& x);
extern const graph::Op abs_op;

}  // namespace occam::ops

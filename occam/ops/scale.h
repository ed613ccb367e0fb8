#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// factor == 0 ? 0 : factor * x: a factor that is switched off removes the term, also where x is
/// infinite. The gradient by the factor is x, also at 0.
graph::Value scale(const graph::Value& factor, const graph::Value& x);
extern const graph::Op scale_op;

}  // namespace occam::ops

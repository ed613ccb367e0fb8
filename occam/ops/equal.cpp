#include "occam/ops/equal.h"

#include "occam/ops/elementwise.h"
#include "occam/ops/zero_gradient.h"

namespace occam::ops {

const graph::Op equal_op{.name = "equal",
                         .kind = graph::Kind::kElementwise,
                         .elementwise = kernels::ElementwiseOp::kEqual,
                         .infer = same_shape,
                         .gradient = zero_gradient};

graph::Value equal(const graph::Value& a, const graph::Value& b) {
  return elementwise(equal_op, {a, b});
}

}  // namespace occam::ops

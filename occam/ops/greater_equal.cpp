#include "occam/ops/greater_equal.h"

#include "occam/ops/elementwise.h"
#include "occam/ops/zero_gradient.h"

namespace occam::ops {

const graph::Op greater_equal_op{.name = "greater_equal",
                                 .kind = graph::Kind::kElementwise,
                                 .elementwise = kernels::ElementwiseOp::kGreaterEqual,
                                 .infer = same_shape,
                                 .gradient = zero_gradient};

graph::Value greater_equal(const graph::Value& a, const graph::Value& b) {
  return elementwise(greater_equal_op, {a, b});
}

}  // namespace occam::ops

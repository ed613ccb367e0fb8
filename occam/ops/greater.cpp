#include "occam/ops/greater.h"

#include "occam/ops/elementwise.h"
#include "occam/ops/zero_gradient.h"

namespace occam::ops {

const graph::Op greater_op{.name = "greater",
                           .kind = graph::Kind::kElementwise,
                           .elementwise = kernels::ElementwiseOp::kGreater,
                           .infer = same_shape,
                           .gradient = zero_gradient};

graph::Value greater(const graph::Value& a, const graph::Value& b) {
  return elementwise(greater_op, {a, b});
}

}  // namespace occam::ops

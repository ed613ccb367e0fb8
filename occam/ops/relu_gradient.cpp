#include "occam/ops/relu_gradient.h"

#include "occam/ops/elementwise.h"

namespace occam::ops {

const graph::Op relu_gradient_op{.name = "relu_gradient",
                                 .kind = graph::Kind::kElementwise,
                                 .elementwise = kernels::ElementwiseOp::kReluGradient,
                                 .infer = same_shape,
                                 .gradient = nullptr};

graph::Value relu_gradient(const graph::Value& y, const graph::Value& upstream) {
  return elementwise(relu_gradient_op, {y, upstream});
}

}  // namespace occam::ops

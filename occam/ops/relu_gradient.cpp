#include "occam/ops/relu_gradient.h"

#include "occam/ops/elementwise.h"

namespace occam::ops {
namespace {

/// Linear in the upstream gradient; by y zero almost everywhere.
std::vector<graph::Value> gradient(const graph::Value& result, const graph::Value& upstream) {
  return {graph::Value{}, relu_gradient(result.node().inputs[0], upstream)};
}

}  // namespace

const graph::Op relu_gradient_op{.name = "relu_gradient",
                                 .kind = graph::Kind::kElementwise,
                                 .elementwise = kernels::ElementwiseOp::kReluGradient,
                                 .infer = same_shape,
                                 .gradient = gradient};

graph::Value relu_gradient(const graph::Value& y, const graph::Value& upstream) {
  return elementwise(relu_gradient_op, {y, upstream});
}

}  // namespace occam::ops

#include "occam/ops/relu.h"

#include "occam/ops/elementwise.h"
#include "occam/ops/relu_gradient.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient([[maybe_unused]] const graph::Value& result,
                                   const graph::Value& upstream) {
  return {relu_gradient(result, upstream)};
}

}  // namespace

const graph::Op relu_op{.name = "relu",
                        .kind = graph::Kind::kElementwise,
                        .elementwise = kernels::ElementwiseOp::kRelu,
                        .infer = same_shape,
                        .gradient = gradient};

graph::Value relu(const graph::Value& x) { return elementwise(relu_op, {x}); }

}  // namespace occam::ops

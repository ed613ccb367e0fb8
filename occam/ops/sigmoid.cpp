#include "occam/ops/sigmoid.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/elementwise.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient([[maybe_unused]] const graph::Value& result,
                                   const graph::Value& upstream) {
  return {upstream * (result * (1.0 - result))};
}

}  // namespace

const graph::Op sigmoid_op{.name = "sigmoid",
                           .kind = graph::Kind::kElementwise,
                           .elementwise = kernels::ElementwiseOp::kSigmoid,
                           .infer = same_shape,
                           .gradient = gradient};

graph::Value sigmoid(const graph::Value& x) { return elementwise(sigmoid_op, {x}); }

}  // namespace occam::ops

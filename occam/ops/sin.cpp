#include "occam/ops/sin.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/cos.h"
#include "occam/ops/elementwise.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient(const graph::Value& result, const graph::Value& upstream) {
  return {upstream * cos(result.node().inputs[0])};
}

}  // namespace

const graph::Op sin_op{.name = "sin",
                       .kind = graph::Kind::kElementwise,
                       .elementwise = kernels::ElementwiseOp::kSin,
                       .infer = same_shape,
                       .gradient = gradient};

graph::Value sin(const graph::Value& x) { return elementwise(sin_op, {x}); }

}  // namespace occam::ops

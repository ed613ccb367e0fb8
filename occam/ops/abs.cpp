#include "occam/ops/abs.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/elementwise.h"
#include "occam/ops/sign.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient([[maybe_unused]] const graph::Value& result,
                                   const graph::Value& upstream) {
  const graph::Value& x = result.node().inputs[0];
  return {upstream * sign(x)};
}

}  // namespace

const graph::Op abs_op{.name = "abs",
                       .kind = graph::Kind::kElementwise,
                       .elementwise = kernels::ElementwiseOp::kAbs,
                       .infer = same_shape,
                       .gradient = gradient};

graph::Value abs(const graph::Value& x) { return elementwise(abs_op, {x}); }

}  // namespace occam::ops

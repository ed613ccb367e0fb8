#include "occam/ops/multiply.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/elementwise.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient([[maybe_unused]] const graph::Value& result,
                                   const graph::Value& upstream) {
  const graph::Value& a = result.node().inputs[0];
  const graph::Value& b = result.node().inputs[1];
  return {upstream * b, upstream * a};
}

}  // namespace

const graph::Op multiply_op{.name = "multiply",
                            .kind = graph::Kind::kElementwise,
                            .elementwise = kernels::ElementwiseOp::kMultiply,
                            .infer = same_shape,
                            .gradient = gradient};

graph::Value multiply(const graph::Value& a, const graph::Value& b) {
  return elementwise(multiply_op, {a, b});
}

}  // namespace occam::ops

#include "occam/ops/divide.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/elementwise.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient([[maybe_unused]] const graph::Value& result,
                                   const graph::Value& upstream) {
  const graph::Value& b = result.node().inputs[1];
  return {upstream / b, -(upstream * result / b)};
}

}  // namespace

const graph::Op divide_op{.name = "divide",
                          .kind = graph::Kind::kElementwise,
                          .elementwise = kernels::ElementwiseOp::kDivide,
                          .infer = same_shape,
                          .gradient = gradient};

graph::Value divide(const graph::Value& a, const graph::Value& b) {
  return elementwise(divide_op, {a, b});
}

}  // namespace occam::ops

#include "occam/ops/square.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/elementwise.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient([[maybe_unused]] const graph::Value& result,
                                   const graph::Value& upstream) {
  const graph::Value& x = result.node().inputs[0];
  return {upstream * (2.0 * x)};
}

}  // namespace

const graph::Op square_op{.name = "square",
                          .kind = graph::Kind::kElementwise,
                          .elementwise = kernels::ElementwiseOp::kSquare,
                          .infer = same_shape,
                          .gradient = gradient};

graph::Value square(const graph::Value& x) { return elementwise(square_op, {x}); }

}  // namespace occam::ops

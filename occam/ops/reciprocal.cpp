#include "occam/ops/reciprocal.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/elementwise.h"
#include "occam/ops/square.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient([[maybe_unused]] const graph::Value& result,
                                   const graph::Value& upstream) {
  return {-(upstream * square(result))};
}

}  // namespace

const graph::Op reciprocal_op{.name = "reciprocal",
                              .kind = graph::Kind::kElementwise,
                              .elementwise = kernels::ElementwiseOp::kReciprocal,
                              .infer = same_shape,
                              .gradient = gradient};

graph::Value reciprocal(const graph::Value& x) { return elementwise(reciprocal_op, {x}); }

}  // namespace occam::ops

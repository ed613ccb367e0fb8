#include "occam/ops/sqrt.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/elementwise.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient([[maybe_unused]] const graph::Value& result,
                                   const graph::Value& upstream) {
  return {upstream * 0.5 / result};
}

}  // namespace

const graph::Op sqrt_op{.name = "sqrt",
                        .kind = graph::Kind::kElementwise,
                        .elementwise = kernels::ElementwiseOp::kSqrt,
                        .infer = same_shape,
                        .gradient = gradient};

graph::Value sqrt(const graph::Value& x) { return elementwise(sqrt_op, {x}); }

}  // namespace occam::ops

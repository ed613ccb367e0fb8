#include "occam/ops/negate.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/elementwise.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient([[maybe_unused]] const graph::Value& result,
                                   const graph::Value& upstream) {
  return {-upstream};
}

}  // namespace

const graph::Op negate_op{.name = "negate",
                          .kind = graph::Kind::kElementwise,
                          .elementwise = kernels::ElementwiseOp::kNegate,
                          .infer = same_shape,
                          .gradient = gradient};

graph::Value negate(const graph::Value& x) { return elementwise(negate_op, {x}); }

}  // namespace occam::ops

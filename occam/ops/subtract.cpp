#include "occam/ops/subtract.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/elementwise.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient([[maybe_unused]] const graph::Value& result,
                                   const graph::Value& upstream) {
  return {upstream, -upstream};
}

}  // namespace

const graph::Op subtract_op{.name = "subtract",
                            .kind = graph::Kind::kElementwise,
                            .elementwise = kernels::ElementwiseOp::kSubtract,
                            .infer = same_shape,
                            .gradient = gradient};

graph::Value subtract(const graph::Value& a, const graph::Value& b) {
  return elementwise(subtract_op, {a, b});
}

}  // namespace occam::ops

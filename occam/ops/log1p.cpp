#include "occam/ops/log1p.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/elementwise.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient([[maybe_unused]] const graph::Value& result,
                                   const graph::Value& upstream) {
  const graph::Value& x = result.node().inputs[0];
  return {upstream / (x + 1.0)};
}

}  // namespace

const graph::Op log1p_op{.name = "log1p",
                         .kind = graph::Kind::kElementwise,
                         .elementwise = kernels::ElementwiseOp::kLog1p,
                         .infer = same_shape,
                         .gradient = gradient};

graph::Value log1p(const graph::Value& x) { return elementwise(log1p_op, {x}); }

}  // namespace occam::ops

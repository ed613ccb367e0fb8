#include "occam/ops/log.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/elementwise.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient([[maybe_unused]] const graph::Value& result,
                                   const graph::Value& upstream) {
  const graph::Value& x = result.node().inputs[0];
  return {upstream / x};
}

}  // namespace

const graph::Op log_op{.name = "log",
                       .kind = graph::Kind::kElementwise,
                       .elementwise = kernels::ElementwiseOp::kLog,
                       .infer = same_shape,
                       .gradient = gradient};

graph::Value log(const graph::Value& x) { return elementwise(log_op, {x}); }

}  // namespace occam::ops

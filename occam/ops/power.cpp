#include "occam/ops/power.h"

#include "occam/ops/elementwise.h"

namespace occam::ops {

const graph::Op power_op{.name = "power",
                         .kind = graph::Kind::kElementwise,
                         .elementwise = kernels::ElementwiseOp::kPower,
                         .infer = same_shape,
                         .gradient = nullptr};

graph::Value power(const graph::Value& a, const graph::Value& b) {
  return elementwise(power_op, {a, b});
}

}  // namespace occam::ops

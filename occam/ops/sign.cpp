#include "occam/ops/sign.h"

#include "occam/ops/elementwise.h"
#include "occam/ops/zero_gradient.h"

namespace occam::ops {

const graph::Op sign_op{.name = "sign",
                        .kind = graph::Kind::kElementwise,
                        .elementwise = kernels::ElementwiseOp::kSign,
                        .infer = same_shape,
                        .gradient = zero_gradient};

graph::Value sign(const graph::Value& x) { return elementwise(sign_op, {x}); }

}  // namespace occam::ops

#include "occam/ops/is_finite.h"

#include "occam/ops/elementwise.h"
#include "occam/ops/zero_gradient.h"

namespace occam::ops {

const graph::Op is_finite_op{.name = "is_finite",
                             .kind = graph::Kind::kElementwise,
                             .elementwise = kernels::ElementwiseOp::kIsFinite,
                             .infer = same_shape,
                             .gradient = zero_gradient};

graph::Value is_finite(const graph::Value& x) { return elementwise(is_finite_op, {x}); }

}  // namespace occam::ops

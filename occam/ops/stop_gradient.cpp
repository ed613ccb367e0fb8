#include "occam/ops/stop_gradient.h"

#include "occam/ops/elementwise.h"
#include "occam/ops/zero_gradient.h"

namespace occam::ops {

const graph::Op stop_gradient_op{.name = "stop_gradient",
                                 .kind = graph::Kind::kAlias,
                                 .infer = same_shape,
                                 .gradient = zero_gradient};

graph::Value stop_gradient(const graph::Value& x) { return x.graph().add(stop_gradient_op, {x}); }

}  // namespace occam::ops

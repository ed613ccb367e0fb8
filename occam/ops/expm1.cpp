#include "occam/ops/expm1.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/elementwise.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient(const graph::Value& result, const graph::Value& upstream) {
  return {upstream * (result + 1.0)};
}

}  // namespace

const graph::Op expm1_op{.name = "expm1",
                         .kind = graph::Kind::kElementwise,
                         .elementwise = kernels::ElementwiseOp::kExpm1,
                         .infer = same_shape,
                         .gradient = gradient};

graph::Value expm1(const graph::Value& x) { return elementwise(expm1_op, {x}); }

}  // namespace occam::ops

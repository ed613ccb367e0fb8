#include "occam/ops/exp.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/elementwise.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient([[maybe_unused]] const graph::Value& result,
                                   const graph::Value& upstream) {
  return {upstream * result};
}

}  // namespace

const graph::Op exp_op{.name = "exp",
                       .kind = graph::Kind::kElementwise,
                       .elementwise = kernels::ElementwiseOp::kExp,
                       .infer = same_shape,
                       .gradient = gradient};

graph::Value exp(const graph::Value& x) { return elementwise(exp_op, {x}); }

}  // namespace occam::ops

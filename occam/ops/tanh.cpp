#include "occam/ops/tanh.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/elementwise.h"
#include "occam/ops/square.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient([[maybe_unused]] const graph::Value& result,
                                   const graph::Value& upstream) {
  return {upstream * (1.0 - square(result))};
}

}  // namespace

const graph::Op tanh_op{.name = "tanh",
                        .kind = graph::Kind::kElementwise,
                        .elementwise = kernels::ElementwiseOp::kTanh,
                        .infer = same_shape,
                        .gradient = gradient};

graph::Value tanh(const graph::Value& x) { return elementwise(tanh_op, {x}); }

}  // namespace occam::ops

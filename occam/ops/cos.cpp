#include "occam/ops/cos.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/elementwise.h"
#include "occam/ops/sin.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient(const graph::Value& result, const graph::Value& upstream) {
  return {-(upstream * sin(result.node().inputs[0]))};
}

}  // namespace

const graph::Op cos_op{.name = "cos",
                       .kind = graph::Kind::kElementwise,
                       .elementwise = kernels::ElementwiseOp::kCos,
                       .infer = same_shape,
                       .gradient = gradient};

graph::Value cos(const graph::Value& x) { return elementwise(cos_op, {x}); }

}  // namespace occam::ops

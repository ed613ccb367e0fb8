#include "occam/ops/scale.h"

#include "occam/ops/elementwise.h"
#include "occam/ops/multiply.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient(const graph::Value& result, const graph::Value& upstream) {
  const graph::Value& factor = result.node().inputs[0];
  return {multiply(upstream, result.node().inputs[1]), scale(factor, upstream)};
}

}  // namespace

const graph::Op scale_op{.name = "scale",
                         .kind = graph::Kind::kElementwise,
                         .elementwise = kernels::ElementwiseOp::kScale,
                         .infer = same_shape,
                         .gradient = gradient};

graph::Value scale(const graph::Value& factor, const graph::Value& x) {
  return elementwise(scale_op, {factor, x});
}

}  // namespace occam::ops

#include "occam/ops/select.h"

#include "occam/ops/elementwise.h"
#include "occam/ops/fill_like.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient([[maybe_unused]] const graph::Value& result,
                                   const graph::Value& upstream) {
  const graph::Value& condition = result.node().inputs[0];
  const graph::Value zero = fill_like(upstream, 0.0);
  return {graph::Value{}, select(condition, upstream, zero), select(condition, zero, upstream)};
}

}  // namespace

const graph::Op select_op{.name = "select",
                          .kind = graph::Kind::kElementwise,
                          .elementwise = kernels::ElementwiseOp::kSelect,
                          .infer = same_shape,
                          .gradient = gradient};

graph::Value select(const graph::Value& condition, const graph::Value& a, const graph::Value& b) {
  return elementwise(select_op, {condition, a, b});
}

}  // namespace occam::ops

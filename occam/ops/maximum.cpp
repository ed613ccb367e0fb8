#include "occam/ops/maximum.h"

#include "occam/ops/elementwise.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater_equal.h"
#include "occam/ops/select.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient([[maybe_unused]] const graph::Value& result,
                                   const graph::Value& upstream) {
  const graph::Value& a = result.node().inputs[0];
  const graph::Value& b = result.node().inputs[1];
  const graph::Value first = greater_equal(a, b);
  const graph::Value zero = fill_like(upstream, 0.0);
  return {select(first, upstream, zero), select(first, zero, upstream)};
}

}  // namespace

const graph::Op maximum_op{.name = "maximum",
                           .kind = graph::Kind::kElementwise,
                           .elementwise = kernels::ElementwiseOp::kMaximum,
                           .infer = same_shape,
                           .gradient = gradient};

graph::Value maximum(const graph::Value& a, const graph::Value& b) {
  return elementwise(maximum_op, {a, b});
}

}  // namespace occam::ops

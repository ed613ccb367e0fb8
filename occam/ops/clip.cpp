#include "occam/ops/clip.h"

#include "occam/ops/elementwise.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater_equal.h"
#include "occam/ops/multiply.h"
#include "occam/ops/select.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient([[maybe_unused]] const graph::Value& result,
                                   const graph::Value& upstream) {
  const graph::Value& x = result.node().inputs[0];
  const graph::Value& low = result.node().inputs[1];
  const graph::Value& high = result.node().inputs[2];
  const graph::Value inside = multiply(greater_equal(x, low), greater_equal(high, x));
  return {select(inside, upstream, fill_like(upstream, 0.0)), graph::Value{}, graph::Value{}};
}

}  // namespace

const graph::Op clip_op{.name = "clip",
                        .kind = graph::Kind::kElementwise,
                        .elementwise = kernels::ElementwiseOp::kClip,
                        .infer = same_shape,
                        .gradient = gradient};

graph::Value clip(const graph::Value& x, const graph::Value& low, const graph::Value& high) {
  return elementwise(clip_op, {x, low, high});
}

}  // namespace occam::ops

#include "occam/ops/clip.h"

#include "occam/ops/elementwise.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/greater_equal.h"
#include "occam/ops/maximum.h"
#include "occam/ops/multiply.h"
#include "occam/ops/select.h"

namespace occam::ops {
namespace {

/// Of min(max(x, low), high): to whichever of the three is the result; x, where it equals a limit.
std::vector<graph::Value> gradient(const graph::Value& result, const graph::Value& upstream) {
  const graph::Value& x = result.node().inputs[0];
  const graph::Value& low = result.node().inputs[1];
  const graph::Value& high = result.node().inputs[2];
  const graph::Value zero = fill_like(upstream, 0.0);
  const graph::Value inside = multiply(greater_equal(x, low), greater_equal(high, x));
  const graph::Value below = multiply(greater(low, x), greater_equal(high, low));
  const graph::Value above = greater(maximum(x, low), high);
  return {select(inside, upstream, zero), select(below, upstream, zero),
          select(above, upstream, zero)};
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

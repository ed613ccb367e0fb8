#include "occam/ops/safe_sqrt.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/elementwise.h"
#include "occam/ops/equal.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/select.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient(const graph::Value& result, const graph::Value& upstream) {
  const graph::Value zero = fill_like(result, 0.0);
  return {select(equal(result, zero), zero, upstream * 0.5 / result)};
}

}  // namespace

const graph::Op safe_sqrt_op{.name = "safe_sqrt",
                             .kind = graph::Kind::kElementwise,
                             .elementwise = kernels::ElementwiseOp::kSqrt,
                             .infer = same_shape,
                             .gradient = gradient};

graph::Value safe_sqrt(const graph::Value& x) { return elementwise(safe_sqrt_op, {x}); }

}  // namespace occam::ops

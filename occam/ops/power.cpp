#include "occam/ops/power.h"

#include <cmath>

#include "occam/base/errors.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/elementwise.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/scale.h"

namespace occam::ops {
namespace {

std::vector<graph::Value> gradient(const graph::Value& result, const graph::Value& upstream) {
  const graph::Value& a = result.node().inputs[0];
  const graph::Value& b = result.node().inputs[1];
  // A power of 0 has slope 0 also at a = 0, where a^-1 is infinite.
  return {upstream * scale(b, power(a, b - 1.0)), graph::Value{}};
}

}  // namespace

const graph::Op power_op{.name = "power",
                         .kind = graph::Kind::kElementwise,
                         .elementwise = kernels::ElementwiseOp::kPower,
                         .infer = same_shape,
                         .gradient = gradient,
                         .no_gradient_by = {"", "b"}};

graph::Value power(const graph::Value& a, const graph::Value& b) {
  return elementwise(power_op, {a, b});
}

graph::Value power(const graph::Value& a, double b) {
  if (b != std::trunc(b))  // also NaN
    throw_invalid_value("power", "b", "a whole number; exp(b * log(a)) gives others", to_text(b));
  return power(a, fill_like(a, b));
}

}  // namespace occam::ops

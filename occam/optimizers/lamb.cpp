#include "occam/optimizers/lamb.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/select.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"
#include "occam/optimizers/bias_correction.h"

namespace occam::optimizers {

using graph::Value;

Update Lamb::step(const UpdateScope& scope, const Value& weight, const Value& gradient) const {
  const Value b1 = scope.hyper(*this, &Lamb::beta_1), b2 = scope.hyper(*this, &Lamb::beta_2);
  const Value t = scope.step();
  const Value momentum = scope.slot("momentum"), velocity = scope.slot("velocity");
  const Value m = momentum + (gradient - momentum) * (1.0 - b1);
  const Value v = velocity + (ops::square(gradient) - velocity) * (1.0 - b2);
  const Value spread = ops::sqrt(v / bias_correction(b2, t)) + scope.hyper(*this, &Lamb::epsilon);
  const Value step = m / bias_correction(b1, t) / spread;
  const auto norm = [](const Value& x) { return ops::sqrt(ops::sum(ops::square(x))); };
  const Value size = norm(weight), length = norm(step);
  const Value none = ops::fill_like(size, 0.0), one = ops::fill_like(size, 1.0);
  const Value ratio = ops::select(ops::greater(size, none),
                                  ops::select(ops::greater(length, none), size / length, one), one);
  const Value rate = ratio * scope.learning_rate(*this, &Lamb::learning_rate);
  return {scope.proximal(weight - step * rate, rate / spread), {{momentum, m}, {velocity, v}}};
}

}  // namespace occam::optimizers

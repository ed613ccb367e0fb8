#include "occam/optimizers/adamax.h"

#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/maximum.h"
#include "occam/optimizers/bias_correction.h"

namespace occam::optimizers {

using graph::Value;

Update Adamax::step(const UpdateScope& scope, const Value& weight, const Value& gradient) const {
  const Value b1 = scope.hyper(*this, &Adamax::beta_1), b2 = scope.hyper(*this, &Adamax::beta_2);
  const Value length = scope.learning_rate(*this, &Adamax::learning_rate);
  const Value rate = length / bias_correction(b1, scope.step());
  const Value momentum = scope.slot("momentum"), norm = scope.slot("norm");
  const Value m = momentum + (gradient - momentum) * (1.0 - b1);
  const Value u = ops::maximum(norm * b2, ops::abs(gradient));
  const Value spread = u + scope.hyper(*this, &Adamax::epsilon);
  return {scope.proximal(weight - m * rate / spread, length / spread), {{momentum, m}, {norm, u}}};
}

}  // namespace occam::optimizers

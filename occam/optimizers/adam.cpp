#include "occam/optimizers/adam.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/maximum.h"
#include "occam/ops/reciprocal.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"
#include "occam/optimizers/bias_correction.h"

namespace occam::optimizers {

using graph::Value;

Update Adam::step(const UpdateScope& scope, const Value& weight, const Value& gradient) const {
  const Value b1 = scope.hyper(*this, &Adam::beta_1), b2 = scope.hyper(*this, &Adam::beta_2);
  const Value t = scope.step();
  const Value length =
      scope.learning_rate(*this, &Adam::learning_rate) * ops::sqrt(bias_correction(b2, t));
  const Value rate = length / bias_correction(b1, t);
  const Value momentum = scope.slot("momentum");
  const Value velocity = scope.slot("velocity");
  const Value m = momentum + (gradient - momentum) * (1.0 - b1);
  const Value v = velocity + (ops::square(gradient) - velocity) * (1.0 - b2);
  std::vector<SlotUpdate> slots = {{momentum, m}, {velocity, v}};
  Value bound = v;
  if (amsgrad) {
    const Value largest = scope.slot("velocity_hat");
    bound = ops::maximum(largest, v);
    slots.push_back({largest, bound});
  }
  const Value spread = ops::sqrt(bound) + scope.hyper(*this, &Adam::epsilon);
  if (!scope.has_proximal()) return {weight - m * rate / spread, std::move(slots)};
  // One division for both.
  const Value metric = ops::reciprocal(spread);
  return {scope.proximal(weight - m * rate * metric, metric * length), std::move(slots)};
}

}  // namespace occam::optimizers

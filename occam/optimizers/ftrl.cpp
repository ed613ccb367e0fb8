#include "occam/optimizers/ftrl.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/clip.h"
#include "occam/ops/exp.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/log.h"
#include "occam/ops/maximum.h"
#include "occam/ops/scale.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"

namespace occam::optimizers {

using graph::Value;

namespace {

/// x^power for x >= 0 and power >= 0; 0^0 is 1.
Value nonnegative_power(const Value& x, double power) {
  if (power == 0.5) return ops::sqrt(x);
  if (power == 1) return x;
  return ops::exp(ops::scale(ops::fill_like(x, power), ops::log(x)));
}

}  // namespace

Update Ftrl::step(const UpdateScope& scope, const Value& weight, const Value& gradient) const {
  // A schedule's 0 would be divided by.
  const Value given = scope.learning_rate(*this, &Ftrl::learning_rate);
  const Value rate = ops::maximum(given, ops::fill_like(given, 1e-20));
  const Value l1 =
      ops::broadcast_to(scope.hyper(*this, &Ftrl::l1_regularization_strength), weight.shape());
  const Value l2 = scope.hyper(*this, &Ftrl::l2_regularization_strength) +
                   scope.hyper(*this, &Ftrl::beta) / (2.0 * rate);
  const Value shrinkage = scope.hyper(*this, &Ftrl::l2_shrinkage_regularization_strength);
  const Value accumulator = scope.slot("accumulator", initial_accumulator_value);
  const Value linear = scope.slot("linear");

  const Value sum = accumulator + ops::square(gradient);
  const Value root = nonnegative_power(sum, -learning_rate_power);
  const Value growth = root - nonnegative_power(accumulator, -learning_rate_power);
  const Value z = linear + (gradient + weight * (2.0 * shrinkage) - growth / rate * weight);
  const Value metric = root / rate + 2.0 * l2;
  // `linear` adds up gradients, and so has the penalty of every step to be added up.
  const Value point = (ops::clip(z, -l1, l1) - z) / metric;
  return {scope.has_proximal() ? scope.proximal(point, scope.step() / metric) : point,
          {{accumulator, sum}, {linear, z}}};
}

}  // namespace occam::optimizers

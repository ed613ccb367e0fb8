#include "occam/optimizers/lion.h"

#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/equal.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater_equal.h"
#include "occam/ops/select.h"
#include "occam/ops/sign.h"

namespace occam::optimizers {

using graph::Value;

Update Lion::step(const UpdateScope& scope, const Value& weight, const Value& gradient) const {
  const Value b1 = scope.hyper(*this, &Lion::beta_1), b2 = scope.hyper(*this, &Lion::beta_2);
  const Value momentum = scope.slot("momentum");
  const Value rate = scope.learning_rate(*this, &Lion::learning_rate);
  const Value mean = momentum * b1 + gradient * (1.0 - b1);
  Value fresh;
  if (scope.has_proximal()) {
    // Only the sign of a step counts: it is that of the way to the proximal point. A weight that is
    // not farther from 0 than a step ends there, where 0 is at rest.
    const Value zero = ops::fill_like(weight, 0.0);
    const Value way = scope.proximal(weight - mean * rate, rate) - weight;
    const Value at_rest = ops::equal(scope.proximal(zero - mean * rate, rate), zero);
    const Value is_near =
        ops::greater_equal(ops::broadcast_to(rate, weight.shape()), ops::abs(weight));
    fresh = ops::select(at_rest * is_near, zero, weight + ops::sign(way) * rate);
  } else {
    fresh = weight - ops::sign(mean) * rate;
  }
  return {fresh, {{momentum, momentum * b2 + gradient * (1.0 - b2)}}};
}

}  // namespace occam::optimizers

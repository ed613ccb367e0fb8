#include "occam/schedules/polynomial_decay.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/exp.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/floor.h"
#include "occam/ops/log.h"
#include "occam/ops/maximum.h"
#include "occam/ops/minimum.h"
#include "occam/ops/scale.h"

namespace occam::schedules {

using graph::Value;

Value PolynomialDecay::value(const ops::Scope& scope, const Value& step) const {
  using P = PolynomialDecay;
  const Value initial = scope.hyper(*this, &P::initial_learning_rate);
  const Value steps = scope.hyper(*this, &P::decay_steps);
  const Value end = scope.hyper(*this, &P::end_learning_rate);
  Value part = ops::minimum(step, steps) / steps;
  if (cycle) {
    const Value times = -ops::floor(-(step / steps));
    part = step / (steps * ops::maximum(times, ops::fill_like(times, 1.0)));
  }
  // scale, not multiply: a power of 0 is 1 also where nothing is left.
  const Value left = ops::exp(ops::scale(scope.hyper(*this, &P::power), ops::log(1.0 - part)));
  return (initial - end) * left + end;
}

}  // namespace occam::schedules

#include "occam/schedules/cosine_decay_restarts.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/floor.h"
#include "occam/ops/greater.h"
#include "occam/ops/log.h"
#include "occam/ops/maximum.h"
#include "occam/ops/power.h"
#include "occam/ops/select.h"
#include "occam/schedules/half_wave.h"

namespace occam::schedules {

using graph::Value;

Value CosineDecayRestarts::value(const ops::Scope& scope, const Value& step) const {
  using C = CosineDecayRestarts;
  const Value initial = scope.hyper(*this, &C::initial_learning_rate);
  const Value growth = scope.hyper(*this, &C::t_mul);
  const Value least = scope.hyper(*this, &C::alpha);
  // In periods as long as the first one.
  const Value time = step / scope.hyper(*this, &C::first_decay_steps);
  // Periods of one length have no geometric sum; select takes neither quotient by 0.
  const Value grows = ops::greater(growth, ops::fill_like(growth, 1.0));
  const auto by_growth = [&](const Value& growing, const Value& even) {
    return ops::select(grows, growing, even);
  };
  // A quotient of logarithms that rounding leaves just below a whole number is that number.
  const Value more = growth - 1.0;
  const Value passed = ops::log(1.0 + time * more) / ops::log(growth) + 1e-12;
  const Value period = ops::floor(by_growth(passed, time));
  const Value length = ops::power(growth, period);
  const Value begin = by_growth((length - 1.0) / more, period);
  const Value part = ops::maximum((time - begin) / length, ops::fill_like(time, 0.0));
  const Value height = ops::power(scope.hyper(*this, &C::m_mul), period);
  return initial * ((1.0 - least) * height * half_wave(part) + least);
}

}  // namespace occam::schedules

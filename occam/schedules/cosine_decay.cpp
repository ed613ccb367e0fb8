#include "occam/schedules/cosine_decay.h"

#include <numbers>

#include "occam/ops/arithmetic.h"
#include "occam/ops/greater.h"
#include "occam/ops/minimum.h"
#include "occam/ops/select.h"
#include "occam/ops/square.h"

namespace occam::schedules {

using graph::Value;

namespace {

/// (1 + cos(pi * x)) / 2 for a scalar x in [0, 1], as sin(pi / 2 * (1 - x))^2, which is 0 at 1. The
/// sine by its series, whose first term left out is below 2^-53: the same bits everywhere, which
/// std::cos does not promise.
Value half_wave(const Value& x) {
  const Value angle = (1.0 - x) * (std::numbers::pi / 2);
  const Value square = ops::square(angle);
  Value sum;  // 1 - a^2 / (2 * 3) * (1 - a^2 / (4 * 5) * (...))
  for (int n = 20; n > 0; n -= 2) {
    const Value term = square / static_cast<double>(n * (n + 1));
    sum = sum ? 1.0 - term * sum : 1.0 - term;
  }
  return ops::square(angle * sum);
}

}  // namespace

Value CosineDecay::value(const ops::Scope& scope, const Value& step) const {
  using C = CosineDecay;
  const Value initial = scope.hyper(*this, &C::initial_learning_rate);
  const Value steps = scope.hyper(*this, &C::decay_steps);
  const Value least = scope.hyper(*this, &C::alpha);
  const auto decayed = [&](const Value& from, const Value& t) {
    return from * ((1.0 - least) * half_wave(ops::minimum(t, steps) / steps) + least);
  };
  if (!warmup_target.has_value()) return decayed(initial, step);
  const Value target = scope.hyper(*this, &C::warmup_target);
  const Value warmup = scope.hyper(*this, &C::warmup_steps);
  const Value rising = (target - initial) * (step / warmup) + initial;
  return ops::select(ops::greater(warmup, step), rising, decayed(target, step - warmup));
}

}  // namespace occam::schedules

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

/// cos(pi * x) for a scalar x in [0, 1], as sin(pi * (1/2 - x)) by its series: the first term left
/// out is below 2^-53. The same bits everywhere, which std::cos does not promise.
Value cos_pi(const Value& x) {
  const Value angle = (0.5 - x) * std::numbers::pi;
  const Value square = ops::square(angle);
  Value sum;  // 1 - a^2 / (2 * 3) * (1 - a^2 / (4 * 5) * (...))
  for (int n = 20; n > 0; n -= 2) {
    const Value term = square / static_cast<double>(n * (n + 1));
    sum = sum ? 1.0 - term * sum : 1.0 - term;
  }
  return angle * sum;
}

}  // namespace

Value CosineDecay::value(const ops::Scope& scope, const Value& step) const {
  using C = CosineDecay;
  const Value initial = scope.hyper(*this, &C::initial_learning_rate);
  const Value steps = scope.hyper(*this, &C::decay_steps);
  const Value alpha = scope.hyper(*this, &C::alpha);
  const auto decayed = [&](const Value& from, const Value& t) {
    const Value cosine = (cos_pi(ops::minimum(t, steps) / steps) + 1.0) * 0.5;
    return from * ((1.0 - alpha) * cosine + alpha);
  };
  if (!warmup_target.has_value()) return decayed(initial, step);
  const Value target = scope.hyper(*this, &C::warmup_target);
  const Value warmup = scope.hyper(*this, &C::warmup_steps);
  const Value rising = (target - initial) * (step / warmup) + initial;
  return ops::select(ops::greater(warmup, step), rising, decayed(target, step - warmup));
}

}  // namespace occam::schedules

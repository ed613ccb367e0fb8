#include "occam/schedules/cosine_decay.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/greater.h"
#include "occam/ops/minimum.h"
#include "occam/ops/select.h"
#include "occam/schedules/half_wave.h"

namespace occam::schedules {

using graph::Value;

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

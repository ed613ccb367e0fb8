#include "occam/schedules/flat_cosine.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/maximum.h"
#include "occam/ops/minimum.h"
#include "occam/schedules/half_wave.h"

namespace occam::schedules {

using graph::Value;

Value FlatCosine::value(const ops::Scope& scope, const Value& step) const {
  const Value from = scope.hyper(*this, &FlatCosine::initial_value);
  const Value steps = scope.hyper(*this, &FlatCosine::decay_steps);
  const Value still = scope.hyper(*this, &FlatCosine::flat);
  const Value t = ops::minimum(step, steps) / steps;
  const Value way = ops::maximum(t - still, ops::fill_like(t, 0.0)) / (1.0 - still);
  return from * half_wave(way);
}

}  // namespace occam::schedules

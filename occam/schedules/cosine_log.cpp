#include "occam/schedules/cosine_log.h"

#include <cmath>
#include <numbers>

#include "occam/ops/arithmetic.h"
#include "occam/ops/floor.h"
#include "occam/ops/log.h"
#include "occam/ops/minimum.h"
#include "occam/schedules/half_wave.h"

namespace occam::schedules {

using graph::Value;

Value CosineLog::value(const ops::Scope& scope, const Value& step) const {
  const Value top = scope.hyper(*this, &CosineLog::initial_value);
  const Value steps = scope.hyper(*this, &CosineLog::decay_steps);
  const double waves = static_cast<double>(static_cast<long long>(cycles));
  const Value growth = ops::minimum(step, steps) / steps * (std::exp2(waves) - 1.0) + 1.0;
  const Value phase = ops::log(growth) / std::numbers::ln2;
  // The wave is the same from its start and, backwards, from its end.
  const Value part = phase - ops::floor(phase);
  return top * half_wave(1.0 - 2.0 * ops::minimum(part, 1.0 - part));
}

}  // namespace occam::schedules

#include "occam/schedules/inverse_time_decay.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/floor.h"

namespace occam::schedules {

graph::Value InverseTimeDecay::value(const ops::Scope& scope, const graph::Value& step) const {
  using I = InverseTimeDecay;
  graph::Value times = step / scope.hyper(*this, &I::decay_steps);
  if (staircase) times = ops::floor(times);
  return scope.hyper(*this, &I::initial_learning_rate) /
         (1.0 + scope.hyper(*this, &I::decay_rate) * times);
}

}  // namespace occam::schedules

#include "occam/schedules/exponential_decay.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/exp.h"
#include "occam/ops/floor.h"
#include "occam/ops/log.h"

namespace occam::schedules {

graph::Value ExponentialDecay::value(const ops::Scope& scope, const graph::Value& step) const {
  using E = ExponentialDecay;
  graph::Value times = step / scope.hyper(*this, &E::decay_steps);
  if (staircase) times = ops::floor(times);
  return scope.hyper(*this, &E::initial_learning_rate) *
         ops::exp(times * ops::log(scope.hyper(*this, &E::decay_rate)));
}

}  // namespace occam::schedules

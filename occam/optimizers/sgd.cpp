#include "occam/optimizers/sgd.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/scale.h"

namespace occam::optimizers {

Update SGD::step(const UpdateScope& scope, const graph::Value& weight,
                 const graph::Value& gradient) const {
  const graph::Value rate = scope.learning_rate(*this, &SGD::learning_rate);
  const graph::Value kept = scope.hyper(*this, &SGD::momentum);
  const graph::Value step = gradient * rate;
  const graph::Value factor = ops::broadcast_to(kept, weight.shape());
  const graph::Value memory = scope.slot("momentum");
  // scale, not multiply: a momentum of 0 forgets also an infinite memory.
  const graph::Value velocity = ops::scale(factor, memory) - step;
  const graph::Value point = weight + (nesterov ? ops::scale(factor, velocity) - step : velocity);
  // A gradient that stays is added up by the momentum.
  return {scope.has_proximal() ? scope.proximal(point, rate / (1.0 - kept)) : point,
          {{memory, velocity}}};
}

}  // namespace occam::optimizers

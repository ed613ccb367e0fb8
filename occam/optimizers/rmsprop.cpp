#include "occam/optimizers/rmsprop.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/maximum.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"

namespace occam::optimizers {

using graph::Value;

Update RMSprop::step(const UpdateScope& scope, const Value& weight, const Value& gradient) const {
  const Value keep = scope.hyper(*this, &RMSprop::rho);
  const Value velocity = scope.slot("velocity");
  const Value v = velocity * keep + ops::square(gradient) * (1.0 - keep);
  std::vector<SlotUpdate> slots = {{velocity, v}};
  Value spread = v;
  if (centered) {
    const Value average = scope.slot("average_gradient");
    const Value mean = average * keep + gradient * (1.0 - keep);
    slots.push_back({average, mean});
    // Where the gradient hardly changes, rounding error takes the difference below 0, Keras's to
    // NaN.
    spread = ops::maximum(v - ops::square(mean), ops::fill_like(v, 0.0));
  }
  const Value rate = scope.learning_rate(*this, &RMSprop::learning_rate);
  const Value root = ops::sqrt(spread + scope.hyper(*this, &RMSprop::epsilon));
  Value step = gradient * rate / root, reach = rate;
  if (has_momentum()) {
    const Value memory = scope.slot("momentum");
    const Value kept = scope.hyper(*this, &RMSprop::momentum);
    step = memory * kept + step;
    reach = rate / (1.0 - kept);
    slots.push_back({memory, step});
  }
  return {scope.proximal(weight - step, reach / root), std::move(slots)};
}

}  // namespace occam::optimizers

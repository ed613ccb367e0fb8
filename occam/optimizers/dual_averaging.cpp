#include "occam/optimizers/dual_averaging.h"

#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/equal.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/greater_equal.h"
#include "occam/ops/select.h"
#include "occam/optimizers/turn.h"

namespace occam::optimizers {

using graph::Value;

Value first_weight(const UpdateScope& scope, std::vector<SlotUpdate>& slots) {
  const Value memory = scope.slot("initial_point"), t = scope.step();
  const Value first = choose(ops::greater(t, ops::fill_like(t, 1.0)), memory, scope.variable());
  slots.push_back({memory, first});
  return first;
}

Value towards(const Value& weight, const Value& point, const Value& momentum,
              const Value& zero_below) {
  const Value zero = ops::fill_like(weight, 0.0);
  const Value is_small =
      ops::greater_equal(ops::broadcast_to(zero_below, weight.shape()), ops::abs(weight));
  return ops::select(ops::equal(point, zero) * is_small, zero,
                     weight + (point - weight) * momentum);
}

}  // namespace occam::optimizers

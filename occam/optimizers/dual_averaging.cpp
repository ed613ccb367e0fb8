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

Update DualAveraging::step(const UpdateScope& scope, const Value& weight,
                           const Value& gradient) const {
  const Value sum = scope.slot("gradient_sum"), shares = scope.slot("alpha", {}, 0);
  const Value v = sum + gradient * share, alpha = shares + share;
  const Value memory = scope.slot("initial_point"), t = scope.step();
  const Value first = choose(ops::greater(t, ops::fill_like(t, 1.0)), memory, scope.variable());
  const Value point = scope.proximal(first - v / metric, alpha / metric);

  const Value zero = ops::fill_like(weight, 0.0);
  const Value is_small =
      ops::greater_equal(ops::broadcast_to(zero_below, weight.shape()), ops::abs(weight));
  Update update{
      ops::select(ops::equal(point, zero) * is_small, zero, weight + (point - weight) * momentum),
      slots};
  update.slots.insert(update.slots.end(), {{sum, v}, {shares, alpha}, {memory, first}});
  return update;
}

}  // namespace occam::optimizers

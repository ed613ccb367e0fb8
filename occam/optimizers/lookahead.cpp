#include "occam/optimizers/lookahead.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/equal.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/select.h"
#include "occam/optimizers/turn.h"

namespace occam::optimizers {

using graph::Value;

Update Lookahead::step(const UpdateScope& scope, const Value& weight, const Value& gradient) const {
  Update update = optimizer.step(scope, weight, gradient);
  const Value t = scope.step(), slow = scope.slot("slow");
  const Value has_begun = ops::greater(t, ops::fill_like(t, 1.0));
  const Value before = choose(has_begun, slow, scope.variable());
  Value after = before + (update.weight - before) * scope.hyper(*this, &Lookahead::slow_step_size);
  if (scope.has_proximal()) {
    // A mean of a weight and 0 would come near 0 and never to it.
    const Value zero = ops::fill_like(after, 0.0);
    after = ops::select(ops::equal(update.weight, zero), zero, after);
  }
  const Value turn = is_turn(t, sync_period);
  update.weight = choose(turn, after, update.weight);
  update.slots.push_back({slow, choose(turn, after, before)});
  return update;
}

}  // namespace occam::optimizers

#include "occam/optimizers/keep_zeros.h"

#include "occam/ops/equal.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/select.h"

namespace occam::optimizers {

using graph::Value;

Update KeepZeros::step(const UpdateScope& scope, const Value& weight, const Value& gradient) const {
  Update update = optimizer.step(scope, weight, gradient);
  if (!scope.has_proximal()) return update;
  const Value zero = ops::fill_like(update.weight, 0.0);
  update.weight = ops::select(ops::equal(scope.variable(), zero), zero, update.weight);
  return update;
}

}  // namespace occam::optimizers

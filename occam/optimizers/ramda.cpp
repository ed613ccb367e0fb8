#include "occam/optimizers/ramda.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/exp.h"
#include "occam/ops/log.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"
#include "occam/optimizers/dual_averaging.h"

namespace occam::optimizers {

using graph::Value;

Update RAMDA::step(const UpdateScope& scope, const Value& weight, const Value& gradient) const {
  const Value share = scope.learning_rate(*this, &RAMDA::learning_rate) * ops::sqrt(scope.step());
  const Value sum = scope.slot("gradient_sum"), squares = scope.slot("square_sum");
  const Value shares = scope.slot("alpha", {}, 0);
  const Value v = sum + gradient * share, u = squares + ops::square(gradient) * share;
  const Value alpha = shares + share;
  std::vector<SlotUpdate> slots = {{sum, v}, {squares, u}, {shares, alpha}};
  // A weight that had no gradient yet: the root of 0 is exp(-inf), 0.
  const Value root = ops::exp(ops::log(u) * (1.0 / 3.0));
  const Value metric = root + scope.hyper(*this, &RAMDA::epsilon);
  const Value point = scope.proximal(first_weight(scope, slots) - v / metric, alpha / metric);
  return {towards(weight, point, scope.hyper(*this, &RAMDA::momentum),
                  scope.hyper(*this, &RAMDA::zero_below)),
          std::move(slots)};
}

}  // namespace occam::optimizers

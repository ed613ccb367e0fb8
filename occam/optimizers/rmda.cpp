#include "occam/optimizers/rmda.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/sqrt.h"
#include "occam/optimizers/dual_averaging.h"

namespace occam::optimizers {

using graph::Value;

Update RMDA::step(const UpdateScope& scope, const Value& weight, const Value& gradient) const {
  const Value root = ops::sqrt(scope.step());
  const Value share = scope.learning_rate(*this, &RMDA::learning_rate) * root;
  const Value sum = scope.slot("gradient_sum"), shares = scope.slot("alpha", {}, 0);
  const Value v = sum + gradient * share, alpha = shares + share;
  std::vector<SlotUpdate> slots = {{sum, v}, {shares, alpha}};
  const Value point = scope.proximal(first_weight(scope, slots) - v / root, alpha / root);
  return {towards(weight, point, scope.hyper(*this, &RMDA::momentum),
                  scope.hyper(*this, &RMDA::zero_below)),
          std::move(slots)};
}

}  // namespace occam::optimizers

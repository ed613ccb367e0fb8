#include "occam/losses/tversky.h"

#include "occam/losses/logits.h"
#include "occam/losses/overlap.h"
#include "occam/ops/arithmetic.h"

namespace occam::losses {

using graph::Value;

void Tversky::check() const { check_axis(type, axis); }

Value Tversky::losses_of(const ops::Scope& scope, const Value& target,
                         const Value& prediction) const {
  const Overlap sums = overlap_of(target, prediction, axis);
  const Value errors = scope.hyper(*this, &Tversky::alpha) * sums.only_target +
                       scope.hyper(*this, &Tversky::beta) * sums.only_prediction;
  return 1.0 - sums.both / (sums.both + errors + kEpsilon);
}

Value Tversky::per_sample(const ops::Scope& scope, const Value& target,
                          const Value& prediction) const {
  return for_each_sample(losses_of(scope, target, prediction), prediction, axis);
}

Value Tversky::of_batch(const ops::Scope& scope, const Value& target,
                        const Value& prediction) const {
  return of_the_batch(losses_of(scope, target, prediction), prediction, axis);
}

}  // namespace occam::losses

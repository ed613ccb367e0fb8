#include "occam/losses/dice.h"

#include "occam/losses/logits.h"
#include "occam/losses/overlap.h"
#include "occam/ops/arithmetic.h"

namespace occam::losses {

using graph::Value;

namespace {

Value dice_of(const Value& target, const Value& prediction, const MaybeAxes& axis) {
  const Overlap sums = overlap_of(target, prediction, axis);
  return 1.0 -
         2.0 * sums.both / (2.0 * sums.both + sums.only_target + sums.only_prediction + kEpsilon);
}

}  // namespace

void Dice::check() const { check_axis(type, axis); }

Value Dice::per_sample(const ops::Scope&, const Value& target, const Value& prediction) const {
  return for_each_sample(dice_of(target, prediction, axis), prediction, axis);
}

Value Dice::of_batch(const ops::Scope&, const Value& target, const Value& prediction) const {
  return of_the_batch(dice_of(target, prediction, axis), prediction, axis);
}

}  // namespace occam::losses

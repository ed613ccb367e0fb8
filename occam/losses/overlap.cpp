#include "occam/losses/overlap.h"

#include <algorithm>

#include "occam/base/errors.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/axes.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/mean.h"
#include "occam/ops/sum.h"

namespace occam::losses {

using graph::Value;

namespace {

Value summed(const Value& x, const MaybeAxes& axis) {
  return axis.has_value() ? ops::sum(x, axis.value().axes()) : ops::sum(x);
}

bool sums_over_samples(const Value& prediction, const MaybeAxes& axis) {
  if (!axis.has_value()) return true;
  return ops::normalized_axes("sum", axis.value().axes(), prediction.shape().rank())[0] == 0;
}

}  // namespace

Overlap overlap_of(const Value& target, const Value& prediction, const MaybeAxes& axis) {
  return {summed(target * prediction, axis), summed(target * (1.0 - prediction), axis),
          summed(prediction * (1.0 - target), axis)};
}

Value for_each_sample(const Value& losses, const Value& prediction, const MaybeAxes& axis) {
  if (!sums_over_samples(prediction, axis)) return losses;
  const Value one = losses.is_scalar() ? losses : ops::mean(losses);
  return ops::broadcast_scalar(one, Shape{prediction.shape()[0]});
}

Value of_the_batch(const Value& losses, const Value& prediction, const MaybeAxes& axis) {
  return sums_over_samples(prediction, axis) ? losses : Value();
}

void check_axis(std::string_view loss, const MaybeAxes& axis) {
  if (axis.has_value() && axis.value().axes().empty())
    throw_invalid_value(loss, "axis", "one axis at least, or none for all", "[]");
}

}  // namespace occam::losses

#include "occam/optimizers/adafactor.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/exp.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/log.h"
#include "occam/ops/maximum.h"
#include "occam/ops/mean.h"
#include "occam/ops/minimum.h"
#include "occam/ops/reshape.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"

namespace occam::optimizers {

using graph::Value;

namespace {

Value root_mean_square(const Value& x) { return ops::sqrt(ops::mean(ops::square(x))); }

/// `x` without axis `axis` in the shape that broadcasts along it again.
Value with_axis(const Value& x, std::size_t axis) {
  std::vector<std::int64_t> dims = x.shape().dims();
  dims.insert(dims.begin() + static_cast<std::ptrdiff_t>(axis), 1);
  return ops::reshape(x, Shape(std::move(dims)));
}

}  // namespace

Update Adafactor::step(const UpdateScope& scope, const Value& weight, const Value& gradient) const {
  const Value t = scope.step();
  const Value gain = ops::exp(ops::log(t) * scope.hyper(*this, &Adafactor::beta_2_decay));
  const Value least = scope.hyper(*this, &Adafactor::epsilon_1);
  const Value squares = ops::square(gradient) + least;
  std::vector<SlotUpdate> slots;
  /// The slot's mean with `value` in it.
  const auto mean_with = [&](const Value& slot, const Value& value) {
    slots.push_back({slot, slot * (1.0 - gain) + value * gain});
    return slots.back().value;
  };

  Value v;
  const std::size_t rank = weight.shape().rank();
  if (rank >= 2) {
    const Value over_last = ops::mean(squares, {-1}), over_other = ops::mean(squares, {-2});
    const Value r = mean_with(scope.slot("velocity_rows", over_last.shape()), over_last);
    const Value c = mean_with(scope.slot("velocity_columns", over_other.shape()), over_other);
    const Value share = r / ops::mean(r, {-1}, /*keepdims=*/rank > 2);
    v = ops::broadcast_to(with_axis(share, rank - 1), weight.shape()) *
        ops::broadcast_to(with_axis(c, rank - 2), weight.shape());
  } else {
    v = mean_with(scope.slot("velocity"), squares);
  }
  // A row and a column without gradients: epsilon_1 twice is 0 in float32, and Keras's step NaN.
  v = ops::maximum(v, ops::broadcast_to(least, v.shape()));

  const Value root = ops::sqrt(v), u = gradient / root;
  const Value excess = root_mean_square(u) / scope.hyper(*this, &Adafactor::clip_threshold);
  const Value rate = scope.for_this_weight(
      ops::minimum(scope.hyper(*this, &Adafactor::learning_rate), 1.0 / ops::sqrt(t)));
  const Value size =
      ops::maximum(scope.hyper(*this, &Adafactor::epsilon_2), root_mean_square(weight));
  const Value length = size * rate / ops::maximum(excess, ops::fill_like(excess, 1.0));
  return {scope.proximal(weight - u * length, length / root), std::move(slots)};
}

}  // namespace occam::optimizers

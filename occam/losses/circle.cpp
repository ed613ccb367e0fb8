#include "occam/losses/circle.h"

#include "occam/base/errors.h"
#include "occam/ops/abs.h"
#include "occam/ops/arange.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/equal.h"
#include "occam/ops/exp.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/log.h"
#include "occam/ops/log1p.h"
#include "occam/ops/matmul.h"
#include "occam/ops/max.h"
#include "occam/ops/maximum.h"
#include "occam/ops/select.h"
#include "occam/ops/stop_gradient.h"
#include "occam/ops/sum.h"

namespace occam::losses {

using graph::Value;

namespace {

/// Which pairs of samples are of one class, and which are not: [batch, batch] of 0 and 1.
struct Pairs {
  Value same, other;
};

/// In a row and in a column a number of each sample.
Value equal_pairs(const Value& numbers) {
  const std::int64_t batch = numbers.shape()[0];
  const Shape grid{batch, batch};
  return ops::equal(ops::broadcast_columns(numbers, grid), ops::broadcast_rows(numbers, grid));
}

Pairs pairs_of(const Value& target, bool remove_diagonal) {
  const Value equal = equal_pairs(target);
  const Value other = 1.0 - equal;
  if (!remove_diagonal) return {equal, other};
  return {equal * (1.0 - equal_pairs(ops::arange(target.graph(), target.shape()[0]))), other};
}

Value positive_part(const Value& x) { return ops::maximum(x, ops::fill_like(x, 0.0)); }

Value any_in_row(const Value& mask) {
  const Value count = ops::sum_columns(mask);
  return ops::greater(count, ops::fill_like(count, 0.0));
}

/// Logarithm of the sum of exponentials of those in the mask; 0 where there are none.
Value log_sum_exp(const Value& values, const Value& mask) {
  constexpr double kBelowAll = -1e30;
  const Value seen = ops::select(mask, values, ops::fill_like(values, kBelowAll));
  const Value largest = ops::stop_gradient(ops::max(seen, ops::Axes{-1}, false) *
                                           any_in_row(mask));  // the result does not hang on it
  const Value from = values - ops::broadcast_columns(largest, values.shape());
  const Value terms = mask * ops::exp(ops::select(mask, from, ops::fill_like(from, 0.0)));
  return largest + ops::log(ops::sum_columns(terms) + (1.0 - any_in_row(mask)));
}

Value softplus(const Value& x) {
  return positive_part(x) + ops::log1p(ops::exp(0.0 - ops::abs(x)));
}

}  // namespace

Value Circle::counted(const Value&, const Value& values) const {
  return ops::stop_gradient(ops::greater(values, ops::fill_like(values, 0.0)));
}

Value Circle::per_sample(const ops::Scope& scope, const Value& target,
                         const Value& prediction) const {
  if (prediction.shape().rank() != 2) {
    throw_invalid_value(type, "prediction", "embeddings of shape (batch, k)",
                        to_text(prediction.shape()));
  }
  const Pairs pairs = pairs_of(target, remove_diagonal);
  const Value distance = positive_part(1.0 - ops::matmul(prediction, prediction, false, true));
  const Shape& grid = distance.shape();
  const Value steep = ops::broadcast_scalar(scope.hyper(*this, &Circle::gamma), grid);
  const Value m = ops::broadcast_scalar(scope.hyper(*this, &Circle::margin), grid);
  const Value drawn = steep * positive_part(m + distance) * (distance - m);
  const Value pushed = steep * positive_part(1.0 + m - distance) * (1.0 - m - distance);
  const Value cost = softplus(log_sum_exp(drawn, pairs.same) + log_sum_exp(pushed, pairs.other));
  return cost * any_in_row(pairs.same) * any_in_row(pairs.other);
}

}  // namespace occam::losses

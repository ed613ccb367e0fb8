#include "occam/metrics/confusion.h"

#include <algorithm>

#include "occam/base/errors.h"
#include "occam/ops/arange.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/concatenate.h"
#include "occam/ops/constant.h"
#include "occam/ops/equal.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/max.h"
#include "occam/ops/one_hot.h"
#include "occam/ops/reshape.h"
#include "occam/ops/select.h"
#include "occam/ops/slice.h"
#include "occam/ops/sum.h"

namespace occam::metrics {

using graph::Value;

namespace {

/// [batch, ..., k] as [n, k].
Value as_matrix(const Value& value) {
  const Shape& shape = value.shape();
  return shape.rank() == 2 ? value
                           : ops::reshape(value, {shape.size() / shape.back(), shape.back()});
}

/// What is no prediction any more. Source: Keras 3, metrics_utils.NEG_INF.
constexpr double kBelowAll = -1e10;

/// The k largest of each row, the rest being kBelowAll.
Value of_the_largest(const Value& matrix, std::int64_t k) {
  const Shape& shape = matrix.shape();
  const auto in_row = [&](const Value& largest) { return ops::broadcast_to(largest, shape); };
  // The first of equal ones has the largest rank.
  const Value rank = static_cast<double>(shape.back()) -
                     ops::broadcast_rows(ops::arange(matrix.graph(), shape.back()), shape);
  const Value none = ops::fill_like(matrix, kBelowAll);
  Value rest = matrix, taken = ops::fill_like(matrix, 0.0);
  for (std::int64_t i = 0; i < k; ++i) {
    const Value left = rank * (1.0 - taken);
    const Value largest = left * ops::equal(rest, in_row(ops::max(rest, {-1}, true)));
    const Value first = ops::equal(rank, in_row(ops::max(largest, {-1}, true)));
    taken = taken + first;
    rest = ops::select(first, none, rest);
  }
  return ops::select(taken, matrix, none);
}

Value column(const Value& matrix, std::int64_t index) {
  return ops::slice(matrix, {0, index}, {matrix.shape()[0], 1});
}

}  // namespace

Labelled labelled(std::string_view metric, const Sums& sums, const Value& target,
                  const Value& prediction, const MaybeInt& class_id, const MaybeInt& top_k) {
  const std::int64_t outputs = prediction.shape().back();
  const bool labels = target.shape().rank() < prediction.shape().rank();
  const Value y = labels ? ops::one_hot(target, outputs) : target;
  Labelled all{as_matrix(1.0 - ops::equal(y, ops::fill_like(y, 0.0))), as_matrix(prediction),
               as_matrix(sums.weights_of(prediction))};
  if (top_k.has_value()) {
    if (top_k.value() > outputs) {
      throw_invalid_value(metric, "top_k",
                          "at most the number of outputs, " + std::to_string(outputs),
                          std::to_string(top_k.value()));
    }
    all.prediction = of_the_largest(all.prediction, top_k.value());
  }
  if (!class_id.has_value()) return all;
  if (class_id.value() < 0 || class_id.value() >= outputs) {
    throw_invalid_value(metric, "class_id",
                        "one of the model's outputs, from 0 to " + std::to_string(outputs - 1),
                        std::to_string(class_id.value()));
  }
  const auto own = [&](const Value& matrix) { return column(matrix, class_id.value()); };
  return {own(all.positive), own(all.prediction), own(all.weights)};
}

void check_thresholds(std::string_view metric, const MaybeNumbers& thresholds) {
  if (!thresholds.has_value()) return;
  const std::vector<double>& items = thresholds.value().items();
  const auto inside = [](double threshold) { return threshold >= 0 && threshold <= 1; };
  if (!items.empty() && std::ranges::all_of(items, inside)) return;
  throw_invalid_value(metric, "thresholds", "numbers from 0 to 1",
                      to_text(FieldValue<MaybeNumbers>::write(thresholds)));
}

std::optional<std::int64_t> numbers_of(const MaybeNumbers& thresholds) {
  if (!thresholds.has_value() || thresholds.value().items().size() == 1) return std::nullopt;
  return static_cast<std::int64_t>(thresholds.value().items().size());
}

Value Found::sum(const Value& values) const {
  return several ? ops::sum_rows(values) : ops::sum(values);
}

Found found(const Labelled& seen, const MaybeNumbers& thresholds, const MaybeInt& top_k) {
  if (!numbers_of(thresholds)) {
    const double usual = top_k.has_value() ? kBelowAll : 0.5;
    const double threshold = thresholds.has_value() ? thresholds.value().items()[0] : usual;
    const Value limit = ops::fill_like(seen.prediction, threshold);
    return {ops::greater(seen.prediction, limit), seen.positive, seen.weights};
  }
  const Value p = flat(seen.prediction);
  const Value above = above_each(p, row_of(p.graph(), thresholds.value().items()));
  const auto repeated = [&](const Value& matrix) {
    return ops::broadcast_columns(flat(matrix), above.shape());
  };
  return {above, repeated(seen.positive), repeated(seen.weights), true};
}

Value row_of(graph::Graph& graph, const std::vector<double>& numbers) {
  std::vector<Value> parts;
  for (const double number : numbers)
    parts.push_back(ops::broadcast_scalar(ops::constant(graph, number), Shape{1}));
  return ops::concatenate(parts, 0);
}

Value flat(const Value& matrix) { return ops::reshape(matrix, {matrix.shape().size()}); }

Value above_each(const Value& p, const Value& thresholds) {
  const Shape grid{p.shape()[0], thresholds.shape()[0]};
  return ops::greater(ops::broadcast_columns(p, grid), ops::broadcast_rows(thresholds, grid));
}

Value above_even(const Value& p, std::int64_t count) {
  const Value steps = ops::arange(p.graph(), count);
  const Value below = steps - ops::equal(steps, ops::fill_like(steps, 0.0));
  return above_each(p * static_cast<double>(count - 1), below);
}

double ratio(double a, double b) { return b == 0 ? 0 : a / b; }

}  // namespace occam::metrics

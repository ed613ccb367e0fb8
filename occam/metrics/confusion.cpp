#include "occam/metrics/confusion.h"

#include "occam/base/errors.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/equal.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/one_hot.h"
#include "occam/ops/reshape.h"
#include "occam/ops/slice.h"

namespace occam::metrics {

using graph::Value;

namespace {

/// [batch, ..., k] as [n, k].
Value as_matrix(const Value& value) {
  const Shape& shape = value.shape();
  return shape.rank() == 2 ? value
                           : ops::reshape(value, {shape.size() / shape.back(), shape.back()});
}

Value column(const Value& matrix, std::int64_t index) {
  return ops::slice(matrix, {0, index}, {matrix.shape()[0], 1});
}

}  // namespace

Labelled labelled(std::string_view metric, const Sums& sums, const Value& target,
                  const Value& prediction, const MaybeInt& class_id) {
  const std::int64_t outputs = prediction.shape().back();
  const bool labels = target.shape().rank() < prediction.shape().rank();
  const Value y = labels ? ops::one_hot(target, outputs) : target;
  Labelled all{as_matrix(1.0 - ops::equal(y, ops::fill_like(y, 0.0))), as_matrix(prediction),
               as_matrix(sums.weights_of(prediction))};
  if (!class_id.has_value()) return all;
  if (class_id.value() < 0 || class_id.value() >= outputs) {
    throw_invalid_value(metric, "class_id",
                        "one of the model's outputs, from 0 to " + std::to_string(outputs - 1),
                        std::to_string(class_id.value()));
  }
  const auto own = [&](const Value& matrix) { return column(matrix, class_id.value()); };
  return {own(all.positive), own(all.prediction), own(all.weights)};
}

double ratio(double a, double b) { return b == 0 ? 0 : a / b; }

}  // namespace occam::metrics

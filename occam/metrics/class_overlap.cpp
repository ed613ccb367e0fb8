#include "occam/metrics/class_overlap.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "occam/base/errors.h"
#include "occam/metrics/confusion.h"
#include "occam/ops/arange.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/equal.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/greater_equal.h"
#include "occam/ops/maximum.h"
#include "occam/ops/select.h"
#include "occam/ops/softmax.h"
#include "occam/ops/sum.h"

namespace occam::metrics {

using graph::Value;

namespace {

/// 1 in the column of each number cut to a whole one, [n] -> [n, count].
Value whole_one_hot(const Value& numbers, std::int64_t count) {
  const Value zeros = ops::fill_like(numbers, 0.0);
  // Cut towards 0: those above -1 are none below it.
  const Value from_zero = ops::select(ops::greater(numbers, ops::fill_like(numbers, -1.0)),
                                      ops::maximum(numbers, zeros), numbers);
  const Shape grid{numbers.shape()[0], count};
  const Value each = ops::broadcast_columns(from_zero, grid);
  const Value begin = ops::broadcast_rows(ops::arange(numbers.graph(), count), grid);
  return ops::greater_equal(each, begin) * (1.0 - ops::greater_equal(each, begin + 1.0));
}

/// The mean over those of `count` classes that occur.
template <class ClassAt>
double mean_over(const Totals& totals, std::size_t count, const ClassAt& class_at) {
  double shares = 0, occurring = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t k = class_at(i);
    const double both = totals.sums[0][k], either = totals.sums[1][k] + totals.sums[2][k] - both;
    shares += ratio(both, either);
    occurring += either > 0 ? 1 : 0;
  }
  return ratio(shares, occurring);
}

}  // namespace

ClassNumbers seen_classes(std::string_view metric, const Value& target, bool sparse_y_true,
                          const Value& prediction, bool sparse_y_pred) {
  if (sparse_y_pred && !sparse_y_true) {
    throw_invalid_value(metric, "sparse_y_pred", "false where targets are one number a class",
                        "true");
  }
  return {sparse_y_true ? target : ops::argmax(target),
          sparse_y_pred ? prediction : ops::argmax(prediction)};
}

void add_overlaps(const Classes& classes, Sums& sums, const ClassNumbers& numbers) {
  const Value y = flat(numbers.target);
  const Value positive = whole_one_hot(y, classes.count);
  const Value found = whole_one_hot(flat(numbers.prediction), classes.count);
  Value weights = flat(sums.weights_of(numbers.prediction));
  if (classes.ignored.has_value()) {
    const auto ignored = static_cast<double>(classes.ignored.value());
    weights = weights * (1.0 - ops::equal(y, ops::fill_like(y, ignored)));
  }
  weights = weights * ops::sum_columns(positive) * ops::sum_columns(found);
  const Value counting = ops::broadcast_columns(weights, positive.shape());
  sums.add(ops::sum_rows(counting * positive * found));
  sums.add(ops::sum_rows(counting * positive));
  sums.add(ops::sum_rows(counting * found));
}

double mean_overlap(const Totals& totals, const std::vector<Int>& of_classes) {
  return mean_over(totals, of_classes.size(), [&](std::size_t i) {
    return static_cast<std::size_t>(static_cast<long long>(of_classes[i]));
  });
}

double mean_overlap(const Totals& totals) {
  return mean_over(totals, totals.sums[0].size(), [](std::size_t i) { return i; });
}

void check_class_ids(std::string_view metric, const std::vector<Int>& ids, std::int64_t count) {
  const bool right = !ids.empty() && std::ranges::all_of(ids, [&](const Int id) {
    return static_cast<long long>(id) >= 0 && static_cast<long long>(id) < count;
  });
  if (right) return;
  throw_invalid_value(metric, "target_class_ids",
                      "classes from 0 to " + std::to_string(count - 1) + ", one at least",
                      to_text(FieldValue<std::vector<Int>>::write(ids)));
}

}  // namespace occam::metrics

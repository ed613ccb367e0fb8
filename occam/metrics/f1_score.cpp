#include "occam/metrics/f1_score.h"

#include "occam/metrics/confusion.h"
#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/greater_equal.h"
#include "occam/ops/max.h"
#include "occam/ops/sum.h"

namespace occam::metrics {

using graph::Value;

namespace {

Value predicted(const Value& prediction, const MaybeNumber& threshold) {
  if (threshold.has_value() || prediction.shape().back() == 1) {
    const double above = threshold.has_value() ? threshold.value() : 0.5;
    return ops::greater(prediction, ops::fill_like(prediction, above));
  }
  const Value largest =
      ops::broadcast_to(ops::max(prediction, {-1}, /*keepdims=*/true), prediction.shape());
  // Keras's bound: a row of zeros has no class.
  return ops::greater_equal(prediction, largest) *
         ops::greater(ops::abs(prediction), ops::fill_like(prediction, 1e-9));
}

double f1(double both, double found, double positive) { return ratio(2 * both, found + positive); }

}  // namespace

void F1Score::update_state(Sums& sums, const Value& target, const Value& prediction) const {
  const Labelled seen = labelled(type, sums, target, prediction);
  const Value found = predicted(seen.prediction, threshold);
  sums.add(ops::sum_rows(seen.weights * seen.positive * found));
  sums.add(ops::sum_rows(seen.weights * found));
  sums.add(ops::sum_rows(seen.weights * seen.positive));
}

void F1Score::check() const {
  if (average.has_value()) check_choice(type, "average", average.value(), kAverages);
}

std::optional<std::int64_t> F1Score::numbers(const Shape& prediction) const {
  return average.has_value() ? std::nullopt : std::optional(prediction.back());
}

double F1Score::result(const Totals& totals, std::size_t place) const {
  return f1(totals.sums[0][place], totals.sums[1][place], totals.sums[2][place]);
}

double F1Score::result(const Totals& totals) const {
  const auto &both = totals.sums[0], &found = totals.sums[1], &positive = totals.sums[2];
  const std::size_t classes = both.size();
  double mean = 0, weights = 0, all_both = 0, all_found = 0;
  for (std::size_t k = 0; k < classes; ++k) {
    const double weight = average.is("weighted") ? positive[k] : 1.0;
    mean += weight * f1(both[k], found[k], positive[k]);
    weights += weight;
    all_both += both[k];
    all_found += found[k];
  }
  if (!average.is("micro")) return ratio(mean, weights);
  double all_positive = 0;
  for (const double count : positive) all_positive += count;
  return f1(all_both, all_found, all_positive);
}

}  // namespace occam::metrics

#include "occam/metrics/f_score.h"

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

double f_score_of(double both, double found, double positive, double beta) {
  return ratio((1 + beta * beta) * both, found + beta * beta * positive);
}

}  // namespace

std::optional<std::int64_t> numbers_of(const MaybeText& average, const Shape& prediction) {
  return average.has_value() ? std::nullopt : std::optional(prediction.back());
}

void check_average(std::string_view metric, const MaybeText& average) {
  if (average.has_value()) check_choice(metric, "average", average.value(), kFScoreAverages);
}

void add_class_counts(std::string_view type, const MaybeNumber& threshold, Sums& sums,
                      const Value& target, const Value& prediction) {
  const Labelled seen = labelled(type, sums, target, prediction);
  const Value found = predicted(seen.prediction, threshold);
  sums.add(ops::sum_rows(seen.weights * seen.positive * found));
  sums.add(ops::sum_rows(seen.weights * found));
  sums.add(ops::sum_rows(seen.weights * seen.positive));
}

double f_score_of_class(const Totals& totals, double beta, std::size_t place) {
  return f_score_of(totals.sums[0][place], totals.sums[1][place], totals.sums[2][place], beta);
}

double f_score(const Totals& totals, double beta, const MaybeText& average) {
  const auto &both = totals.sums[0], &found = totals.sums[1], &positive = totals.sums[2];
  double mean = 0, weights = 0, all_both = 0, all_found = 0, all_positive = 0;
  for (std::size_t k = 0; k < both.size(); ++k) {
    const double weight = average.is("weighted") ? positive[k] : 1.0;
    mean += weight * f_score_of(both[k], found[k], positive[k], beta);
    weights += weight;
    all_both += both[k];
    all_found += found[k];
    all_positive += positive[k];
  }
  if (!average.is("micro")) return ratio(mean, weights);
  return f_score_of(all_both, all_found, all_positive, beta);
}

}  // namespace occam::metrics

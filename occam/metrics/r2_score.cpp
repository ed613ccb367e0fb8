#include "occam/metrics/r2_score.h"

#include <algorithm>

#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/mean.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::metrics {

void R2Score::update_state(Sums& sums, const graph::Value& target,
                           const graph::Value& prediction) const {
  ops::Axes samples;
  for (std::int64_t axis = 0; axis + 1 < target.shape().rank(); ++axis) samples.push_back(axis);
  const graph::Value about = sums.first(ops::mean(target, samples));
  const graph::Value y = target - ops::broadcast_rows(about, target.shape());
  const graph::Value weights = sums.weights_of(target);
  sums.add(ops::sum_rows(weights * ops::square(target - prediction)));
  sums.add(ops::sum_rows(weights * y));
  sums.add(ops::sum_rows(weights * ops::square(y)));
  sums.add(ops::sum_rows(weights));
}

void R2Score::check() const {
  if (class_aggregation.has_value())
    check_choice(type, "class_aggregation", class_aggregation.value(), kAggregations);
}

std::optional<std::int64_t> R2Score::numbers(const Shape& prediction) const {
  return class_aggregation.has_value() ? std::nullopt : std::optional(prediction.back());
}

/// Sum of the squares about the mean of an output's targets.
double R2Score::variance_of(const Totals& totals, std::size_t place) const {
  const double sum = totals.sums[1][place], weight = totals.sums[3][place];
  return weight == 0 ? 0 : std::max(0.0, totals.sums[2][place] - sum * sum / weight);
}

double R2Score::raw(const Totals& totals, std::size_t place) const {
  if (totals.sums[3][place] == 0) return 0;
  const double errors = totals.sums[0][place], variance = variance_of(totals, place);
  return variance > 0 ? 1 - errors / variance : errors == 0 ? 1 : 0;
}

double R2Score::adjusted(double score, const Totals& totals) const {
  // Keras counts numbers, not rows.
  const double n = static_cast<double>(totals.samples) * static_cast<double>(totals.sums[0].size());
  const double p = static_cast<double>(num_regressors);
  return p > 0 && n > p + 1 ? 1 - (1 - score) * (n - 1) / (n - p - 1) : score;
}

double R2Score::result(const Totals& totals, std::size_t place) const {
  return adjusted(raw(totals, place), totals);
}

double R2Score::result(const Totals& totals) const {
  const bool by_variance = class_aggregation.is("variance_weighted_average");
  double score = 0, total_weight = 0;
  for (std::size_t k = 0; k < totals.sums[0].size(); ++k) {
    if (totals.sums[3][k] == 0) continue;
    const double weight = by_variance ? variance_of(totals, k) : 1;
    score += weight * raw(totals, k);
    total_weight += weight;
  }
  return adjusted(total_weight > 0 ? score / total_weight : 0, totals);
}

}  // namespace occam::metrics

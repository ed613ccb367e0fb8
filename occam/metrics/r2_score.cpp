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

double R2Score::result(const Totals& totals) const {
  const auto &errors = totals.sums[0], &sums = totals.sums[1], &squares = totals.sums[2],
             &weights = totals.sums[3];
  const std::size_t outputs = errors.size();
  const bool by_variance = class_aggregation == "variance_weighted_average";
  double score = 0, total_weight = 0;
  for (std::size_t k = 0; k < outputs; ++k) {
    if (weights[k] == 0) continue;
    const double variance = std::max(0.0, squares[k] - sums[k] * sums[k] / weights[k]);
    const double own = variance > 0 ? 1 - errors[k] / variance : errors[k] == 0 ? 1 : 0;
    const double weight = by_variance ? variance : 1;
    score += weight * own;
    total_weight += weight;
  }
  score = total_weight > 0 ? score / total_weight : 0;
  // Keras counts numbers, not rows.
  const double n = static_cast<double>(totals.samples) * static_cast<double>(outputs);
  const double p = static_cast<double>(num_regressors);
  if (p > 0 && n > p + 1) score = 1 - (1 - score) * (n - 1) / (n - p - 1);
  return score;
}

}  // namespace occam::metrics

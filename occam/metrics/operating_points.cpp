#include "occam/metrics/operating_points.h"

#include <algorithm>

#include "occam/metrics/confusion.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/sum.h"

namespace occam::metrics {

using graph::Value;

double sensitivity(const Counts& counts) { return ratio(counts.hits, counts.positives); }

double specificity(const Counts& counts) {
  return ratio(counts.negatives - counts.alarms, counts.negatives);
}

double precision(const Counts& counts) { return ratio(counts.hits, counts.hits + counts.alarms); }

void add_operating_points(std::string_view metric, Sums& sums, const Value& target,
                          const Value& prediction, std::int64_t thresholds,
                          const MaybeInt& class_id) {
  const Labelled seen = labelled(metric, sums, target, prediction, class_id);
  const Value p = flat(seen.prediction), weights = flat(seen.weights);
  const Value hits = weights * flat(seen.positive);
  const Value above =
      thresholds == 1 ? above_each(p, row_of(p.graph(), {0.5})) : above_even(p, thresholds);
  const auto counted = [&](const Value& values) {
    return ops::sum_rows(above * ops::broadcast_columns(values, above.shape()));
  };
  sums.add(counted(hits));
  sums.add(counted(weights - hits));
  sums.add(ops::sum(hits));
  sums.add(ops::sum(weights));
}

double best_of(const Totals& totals, double (*wanted)(const Counts&), double (*kept)(const Counts&),
               double least) {
  const double positives = totals.sums[2][0], negatives = totals.sums[3][0] - positives;
  double best = 0;
  for (std::size_t i = 0; i < totals.sums[0].size(); ++i) {
    const Counts counts{totals.sums[0][i], totals.sums[1][i], positives, negatives};
    if (kept(counts) >= least) best = std::max(best, wanted(counts));
  }
  return best;
}

}  // namespace occam::metrics

#include "occam/metrics/precision_at_recall.h"

#include "occam/metrics/operating_points.h"

namespace occam::metrics {

void PrecisionAtRecall::update_state(Sums& sums, const graph::Value& target,
                                     const graph::Value& prediction) const {
  add_operating_points(type, sums, target, prediction, num_thresholds, class_id);
}

double PrecisionAtRecall::result(const Totals& totals) const {
  return best_of(totals, metrics::precision, metrics::sensitivity, recall);
}

}  // namespace occam::metrics

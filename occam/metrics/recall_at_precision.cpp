#include "occam/metrics/recall_at_precision.h"

#include "occam/metrics/operating_points.h"

namespace occam::metrics {

void RecallAtPrecision::update_state(Sums& sums, const graph::Value& target,
                                     const graph::Value& prediction) const {
  add_operating_points(type, sums, target, prediction, num_thresholds, class_id);
}

double RecallAtPrecision::result(const Totals& totals) const {
  return best_of(totals, metrics::sensitivity, metrics::precision, precision);
}

}  // namespace occam::metrics

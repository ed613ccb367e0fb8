#include "occam/metrics/specificity_at_sensitivity.h"

#include "occam/metrics/operating_points.h"

namespace occam::metrics {

void SpecificityAtSensitivity::update_state(Sums& sums, const graph::Value& target,
                                            const graph::Value& prediction) const {
  add_operating_points(type, sums, target, prediction, num_thresholds, class_id);
}

double SpecificityAtSensitivity::result(const Totals& totals) const {
  return best_of(totals, metrics::specificity, metrics::sensitivity, sensitivity);
}

}  // namespace occam::metrics

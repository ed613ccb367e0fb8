#include "occam/metrics/sensitivity_at_specificity.h"

#include "occam/metrics/operating_points.h"

namespace occam::metrics {

void SensitivityAtSpecificity::update_state(Sums& sums, const graph::Value& target,
                                            const graph::Value& prediction) const {
  add_operating_points(type, sums, target, prediction, num_thresholds, class_id);
}

double SensitivityAtSpecificity::result(const Totals& totals) const {
  return best_of(totals, metrics::sensitivity, metrics::specificity, specificity);
}

}  // namespace occam::metrics

#include "occam/metrics/iou.h"

namespace occam::metrics {

void IoU::update_state(Sums& sums, const graph::Value& target,
                       const graph::Value& prediction) const {
  add_overlaps({num_classes, ignore_class}, sums,
               seen_classes(type, target, sparse_y_true, prediction, sparse_y_pred));
}

double IoU::result(const Totals& totals) const { return mean_overlap(totals, target_class_ids); }

}  // namespace occam::metrics

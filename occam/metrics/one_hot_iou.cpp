#include "occam/metrics/one_hot_iou.h"

namespace occam::metrics {

void OneHotIoU::update_state(Sums& sums, const graph::Value& target,
                             const graph::Value& prediction) const {
  add_overlaps({num_classes, ignore_class}, sums,
               seen_classes(type, target, false, prediction, false));
}

double OneHotIoU::result(const Totals& totals) const {
  return mean_overlap(totals, target_class_ids);
}

}  // namespace occam::metrics

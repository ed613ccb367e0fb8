#include "occam/metrics/one_hot_mean_iou.h"

namespace occam::metrics {

void OneHotMeanIoU::update_state(Sums& sums, const graph::Value& target,
                                 const graph::Value& prediction) const {
  add_overlaps({num_classes, ignore_class}, sums,
               seen_classes(type, target, false, prediction, false));
}

double OneHotMeanIoU::result(const Totals& totals) const { return mean_overlap(totals); }

}  // namespace occam::metrics

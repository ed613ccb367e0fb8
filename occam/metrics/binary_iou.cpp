#include "occam/metrics/binary_iou.h"

#include "occam/ops/fill_like.h"
#include "occam/ops/greater_equal.h"

namespace occam::metrics {

void BinaryIoU::update_state(Sums& sums, const graph::Value& target,
                             const graph::Value& prediction) const {
  const graph::Value found = ops::greater_equal(prediction, ops::fill_like(prediction, threshold));
  add_overlaps({2}, sums, {target, found});
}

double BinaryIoU::result(const Totals& totals) const {
  return mean_overlap(totals, target_class_ids);
}

}  // namespace occam::metrics

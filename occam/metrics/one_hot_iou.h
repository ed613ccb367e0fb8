#pragma once

#include <vector>

#include "occam/metrics/class_overlap.h"
#include "occam/metrics/direction.h"

namespace occam::metrics {

/// Intersection over union as IoU, of targets and predictions that are one number a class. Source:
/// Keras 3, metrics.OneHotIoU. Errors: InvalidArgument for target_class_ids that are no classes.
struct OneHotIoU {
  Int num_classes = 2;
  std::vector<Int> target_class_ids = {0, 1};
  MaybeInt ignore_class = {};

  static constexpr std::string_view type = "OneHotIoU";
  static constexpr std::string_view name = "one_hot_io_u";
  static constexpr Direction direction = Direction::kUp;
  static constexpr auto fields() {
    return Fields{num_classes_field<OneHotIoU>(), target_class_ids_field<OneHotIoU>(),
                  ignore_class_field<OneHotIoU>()};
  }
  void check() const { check_class_ids(type, target_class_ids, num_classes); }
  void update_state(Sums& sums, const graph::Value& target, const graph::Value& prediction) const;
  double result(const Totals& totals) const;
};

}  // namespace occam::metrics

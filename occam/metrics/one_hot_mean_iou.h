#pragma once

#include "occam/metrics/class_overlap.h"
#include "occam/metrics/direction.h"

namespace occam::metrics {

/// Intersection over union as IoU, of targets and predictions that are one number a class, the mean
/// over all classes that occur. Source: Keras 3, metrics.OneHotMeanIoU.
struct OneHotMeanIoU {
  Int num_classes = 2;
  MaybeInt ignore_class = {};

  static constexpr std::string_view type = "OneHotMeanIoU";
  static constexpr std::string_view name = "one_hot_mean_io_u";
  static constexpr Direction direction = Direction::kUp;
  static constexpr auto fields() {
    return Fields{num_classes_field<OneHotMeanIoU>(), ignore_class_field<OneHotMeanIoU>()};
  }
  void update_state(Sums& sums, const graph::Value& target, const graph::Value& prediction) const;
  double result(const Totals& totals) const;
};

}  // namespace occam::metrics

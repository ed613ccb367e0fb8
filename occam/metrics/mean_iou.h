#pragma once

#include "occam/metrics/class_overlap.h"
#include "occam/metrics/direction.h"

namespace occam::metrics {

/// Intersection over union as IoU, the mean over all classes that occur. Source: Keras 3,
/// metrics.MeanIoU.
struct MeanIoU {
  Int num_classes = 2;
  MaybeInt ignore_class = {};
  bool sparse_y_true = true;
  bool sparse_y_pred = true;

  static constexpr std::string_view type = "MeanIoU";
  static constexpr std::string_view name = "mean_io_u";
  static constexpr Direction direction = Direction::kUp;
  static constexpr auto fields() {
    return Fields{num_classes_field<MeanIoU>(), ignore_class_field<MeanIoU>(),
                  sparse_y_true_field<MeanIoU>(), sparse_y_pred_field<MeanIoU>()};
  }
  bool class_labels() const { return sparse_y_true && !sparse_y_pred; }
  bool of_numbers() const { return sparse_y_pred; }
  void update_state(Sums& sums, const graph::Value& target, const graph::Value& prediction) const;
  double result(const Totals& totals) const;
};

}  // namespace occam::metrics

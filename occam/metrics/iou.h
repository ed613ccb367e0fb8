#pragma once

#include <vector>

#include "occam/metrics/class_overlap.h"
#include "occam/metrics/direction.h"

namespace occam::metrics {

/// Intersection over union: of a class the rows whose target and prediction it is over those of
/// which either is, the mean over those of `target_class_ids` that occur. Targets and predictions
/// are class numbers [...], cut to whole ones, or one number a class [..., classes], of which the
/// largest counts. Rows of other numbers, or of the target `ignore_class`, do not count. Source:
/// Keras 3, metrics.IoU; there weights are whole numbers unless its dtype is a float's. Errors:
/// InvalidArgument for target_class_ids that are no classes, class numbers as predictions beside
/// targets that are none.
struct IoU {
  Int num_classes = 2;
  std::vector<Int> target_class_ids = {0, 1};
  MaybeInt ignore_class = {};
  bool sparse_y_true = true;
  bool sparse_y_pred = true;

  static constexpr std::string_view type = "IoU";
  static constexpr std::string_view name = "io_u";
  static constexpr Direction direction = Direction::kUp;
  static constexpr auto fields() {
    return Fields{num_classes_field<IoU>(), target_class_ids_field<IoU>(),
                  ignore_class_field<IoU>(), sparse_y_true_field<IoU>(),
                  sparse_y_pred_field<IoU>()};
  }
  void check() const { check_class_ids(type, target_class_ids, num_classes); }
  bool class_labels() const { return sparse_y_true && !sparse_y_pred; }
  bool of_numbers() const { return sparse_y_pred; }
  void update_state(Sums& sums, const graph::Value& target, const graph::Value& prediction) const;
  double result(const Totals& totals) const;
};

}  // namespace occam::metrics

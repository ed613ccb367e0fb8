#pragma once

#include <vector>

#include "occam/metrics/class_overlap.h"
#include "occam/metrics/direction.h"

namespace occam::metrics {

/// Intersection over union as IoU of two classes: a prediction >= `threshold` is of class 1. Each
/// number of targets and predictions is a row. Source: Keras 3, metrics.BinaryIoU. Errors:
/// InvalidArgument for target_class_ids other than 0 and 1.
struct BinaryIoU {
  std::vector<Int> target_class_ids = {0, 1};
  double threshold = 0.5;

  static constexpr std::string_view type = "BinaryIoU";
  static constexpr std::string_view name = "binary_io_u";
  static constexpr Direction direction = Direction::kUp;
  static constexpr bool of_numbers = true;
  static constexpr auto fields() {
    return Fields{target_class_ids_field<BinaryIoU>(),
                  Field{"threshold", &BinaryIoU::threshold, "from it a prediction is of class 1"}};
  }
  void check() const {
    check_class_ids(type, target_class_ids, 2);
    check_float32(type, "threshold", threshold, {});
  }
  void update_state(Sums& sums, const graph::Value& target, const graph::Value& prediction) const;
  double result(const Totals& totals) const;
};

}  // namespace occam::metrics

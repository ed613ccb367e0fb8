#pragma once

#include "occam/base/fields.h"
#include "occam/graph/graph.h"
#include "occam/metrics/direction.h"

namespace occam::metrics {

/// Share of numbers on the right side: mean of (prediction > threshold) == target, where targets
/// are 0 or 1 and of the prediction's shape. Source: Keras 3, metrics.BinaryAccuracy. Errors:
/// InvalidArgument unless the threshold is in [0, 1].
struct BinaryAccuracy {
  double threshold = 0.5;

  static constexpr std::string_view type = "BinaryAccuracy";
  static constexpr std::string_view name = "binary_accuracy";
  static constexpr Direction direction = Direction::kUp;
  static constexpr bool of_numbers = true;
  static constexpr auto fields() {
    return Fields{Field{"threshold", &BinaryAccuracy::threshold, between(0, 1),
                        "above it a prediction says 1"}};
  }
  graph::Value per_sample(const graph::Value& target, const graph::Value& prediction) const;
};

}  // namespace occam::metrics

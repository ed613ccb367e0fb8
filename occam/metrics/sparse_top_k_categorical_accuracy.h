#pragma once

#include "occam/base/fields.h"
#include "occam/metrics/direction.h"
#include "occam/ops/scope.h"

namespace occam::metrics {

/// Share of samples whose class number is among the k largest predictions: prediction [...,
/// classes], target [...] or [..., 1]. from_sorted_ids: the predictions are class numbers
/// themselves, the best first, and the target has to be among the first k. Source: Keras 3,
/// metrics.SparseTopKCategoricalAccuracy. Errors: InvalidArgument for targets that are no class
/// numbers.
struct SparseTopKCategoricalAccuracy {
  Int k = 5;
  bool from_sorted_ids = false;

  static constexpr std::string_view type = "SparseTopKCategoricalAccuracy";
  static constexpr std::string_view name = "sparse_top_k_categorical_accuracy";
  static constexpr Direction direction = Direction::kUp;
  static constexpr bool class_labels = true;
  static constexpr auto fields() {
    using Self = SparseTopKCategoricalAccuracy;
    return Fields{Field{"k", &Self::k, at_least(1), "how many of the largest predictions count"},
                  Field{"from_sorted_ids", &Self::from_sorted_ids,
                        "predictions are class numbers, the best first; false: a number a class"}};
  }
  graph::Value per_sample(const graph::Value& target, const graph::Value& prediction) const;
};

}  // namespace occam::metrics

#pragma once

#include <string_view>

#include "occam/base/field_list.h"
#include "occam/graph/graph.h"
#include "occam/metrics/direction.h"

namespace occam::metrics {

/// Share of samples whose largest prediction stands at the class number that the target is:
/// prediction [..., classes], target [...] or [..., 1]. Source: Keras 3,
/// metrics.SparseCategoricalAccuracy. Errors: InvalidArgument for targets that are no class
/// numbers.
struct SparseCategoricalAccuracy {
  static constexpr std::string_view type = "SparseCategoricalAccuracy";
  static constexpr std::string_view name = "sparse_categorical_accuracy";
  static constexpr Direction direction = Direction::kUp;
  static constexpr bool class_labels = true;
  static constexpr auto fields() { return Fields{}; }
  graph::Value per_sample(const graph::Value& target, const graph::Value& prediction) const;
};

}  // namespace occam::metrics

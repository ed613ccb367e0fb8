#pragma once

#include <string_view>

#include "occam/base/field_list.h"
#include "occam/graph/graph.h"
#include "occam/metrics/direction.h"

namespace occam::metrics {

/// Share of right answers, resolved as Keras resolves 'accuracy': one output -> prediction > 0.5
/// equals the target; class numbers as target -> the largest output is the target; else -> both
/// have their largest output in the same place. Source: Keras 3, metrics.BinaryAccuracy,
/// SparseCategoricalAccuracy, CategoricalAccuracy.
struct Accuracy {
  static constexpr std::string_view type = "Accuracy";
  static constexpr std::string_view name = "accuracy";
  static constexpr Direction direction = Direction::kUp;
  static constexpr bool class_labels = true;
  static constexpr auto fields() { return Fields{}; }
  bool takes_probabilities(const Shape& prediction) const { return prediction.back() == 1; }
  graph::Value per_sample(const graph::Value& target, const graph::Value& prediction) const;
};

}  // namespace occam::metrics

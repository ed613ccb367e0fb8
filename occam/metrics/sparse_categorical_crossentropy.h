#pragma once

#include <string_view>

#include "occam/base/fields.h"
#include "occam/graph/graph.h"
#include "occam/metrics/direction.h"

namespace occam::metrics {

/// Mean of losses::SparseCategoricalCrossentropy, watched and not minimised; targets are class
/// numbers. Source: Keras 3, metrics.SparseCategoricalCrossentropy (without ignore_class).
struct SparseCategoricalCrossentropy {
  bool from_logits = false;

  static constexpr std::string_view type = "SparseCategoricalCrossentropy";
  static constexpr std::string_view name = "sparse_categorical_crossentropy";
  static constexpr Direction direction = Direction::kDown;
  static constexpr bool class_labels = true;
  static constexpr auto fields() {
    return Fields{Field{"from_logits", &SparseCategoricalCrossentropy::from_logits,
                        "the prediction holds logits, not probabilities"}};
  }
  bool takes_probabilities(const Shape&) const { return !from_logits; }
  graph::Value per_sample(const graph::Value& target, const graph::Value& prediction) const;
};

}  // namespace occam::metrics

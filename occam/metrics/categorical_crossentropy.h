#pragma once

#include <string_view>

#include "occam/base/fields.h"
#include "occam/graph/graph.h"
#include "occam/metrics/direction.h"

namespace occam::metrics {

/// Mean of losses::CategoricalCrossentropy, watched and not minimised; targets are one-hot.
/// Source: Keras 3, metrics.CategoricalCrossentropy. Errors: InvalidArgument unless 0 <=
/// label_smoothing <= 1.
struct CategoricalCrossentropy {
  bool from_logits = false;
  double label_smoothing = 0.0;

  static constexpr std::string_view type = "CategoricalCrossentropy";
  static constexpr std::string_view name = "categorical_crossentropy";
  static constexpr Direction direction = Direction::kDown;
  static constexpr bool of_one_shape = true;
  static constexpr auto fields() {
    return Fields{Field{"from_logits", &CategoricalCrossentropy::from_logits,
                        "the prediction holds logits, not probabilities"},
                  Field{"label_smoothing", &CategoricalCrossentropy::label_smoothing, between(0, 1),
                        "moves targets this far towards all classes alike"}};
  }
  bool takes_probabilities(const Shape&) const { return !from_logits; }
  graph::Value per_sample(const graph::Value& target, const graph::Value& prediction) const;
};

}  // namespace occam::metrics

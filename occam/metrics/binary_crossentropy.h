#pragma once

#include <string_view>

#include "occam/base/fields.h"
#include "occam/graph/graph.h"
#include "occam/metrics/direction.h"

namespace occam::metrics {

/// Mean of losses::BinaryCrossentropy, watched and not minimised.
/// Source: Keras 3, metrics.BinaryCrossentropy. Errors: InvalidArgument unless 0 <= label_smoothing
/// <= 1.
struct BinaryCrossentropy {
  bool from_logits = false;
  double label_smoothing = 0.0;

  static constexpr std::string_view type = "BinaryCrossentropy";
  static constexpr std::string_view name = "binary_crossentropy";
  static constexpr Direction direction = Direction::kDown;
  static constexpr bool of_one_shape = true;
  static constexpr auto fields() {
    return Fields{Field{"from_logits", &BinaryCrossentropy::from_logits,
                        "the prediction holds logits, not probabilities"},
                  Field{"label_smoothing", &BinaryCrossentropy::label_smoothing, between(0, 1),
                        "moves targets this far towards 1/2"}};
  }
  bool takes_probabilities(const Shape&) const { return !from_logits; }
  graph::Value per_sample(const graph::Value& target, const graph::Value& prediction) const;
};

}  // namespace occam::metrics

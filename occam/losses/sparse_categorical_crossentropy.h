#pragma once

#include "occam/base/fields.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// Per sample: -log p[label]; the target holds class numbers. From logits, or where p is a
/// softmax's result, log p is the logarithm of the softmax; otherwise p is clipped to [1e-7, 1 -
/// 1e-7] and its logarithms are taken as logits. Source: Keras 3,
/// losses.SparseCategoricalCrossentropy.
struct SparseCategoricalCrossentropy {
  bool from_logits = false;

  static constexpr std::string_view type = "SparseCategoricalCrossentropy";
  static constexpr std::string_view name = "sparse_categorical_crossentropy";
  static constexpr bool class_labels = true;
  static constexpr auto fields() {
    return std::tuple{Field{"from_logits", &SparseCategoricalCrossentropy::from_logits,
                            "the prediction holds logits, not probabilities"}};
  }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
};

}  // namespace occam::losses

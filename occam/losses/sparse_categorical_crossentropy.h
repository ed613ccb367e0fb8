#pragma once

#include "occam/base/fields.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// Per sample: -log p[label]; the target holds class numbers. With label_smoothing s: (1 - s) of it
/// and s of -mean over classes of log p, what CategoricalCrossentropy gives for the one-hot target.
/// From logits, or where p is a softmax's result, log p is the logarithm of the softmax; otherwise
/// p is clipped to [1e-7, 1 - 1e-7] and its logarithms are taken as logits. Source: Keras 3,
/// losses.SparseCategoricalCrossentropy, which has no label_smoothing. Errors: InvalidArgument
/// unless 0 <= label_smoothing <= 1.
struct SparseCategoricalCrossentropy {
  bool from_logits = false;
  MaybeHyper label_smoothing = {};

  static constexpr std::string_view type = "SparseCategoricalCrossentropy";
  static constexpr std::string_view name = "sparse_categorical_crossentropy";
  static constexpr bool class_labels = true;
  static constexpr auto fields() {
    return Fields{Field{"from_logits", &SparseCategoricalCrossentropy::from_logits,
                        "the prediction holds logits, not probabilities"},
                  Field{"label_smoothing", &SparseCategoricalCrossentropy::label_smoothing,
                        between(0, 1), "moves targets this far towards all classes alike"}};
  }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
};

}  // namespace occam::losses

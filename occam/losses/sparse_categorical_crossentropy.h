#pragma once

#include "occam/base/fields.h"
#include "occam/base/maybe_number.h"
#include "occam/losses/reduction.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// Per sample: -log p[label]; the target holds class numbers. With label_smoothing s: (1 - s) of it
/// and s of -mean over classes of log p, what CategoricalCrossentropy gives for the one-hot target.
/// From logits, or where p is a softmax's result, log p is the logarithm of the softmax; otherwise
/// p is clipped to [1e-7, 1 - 1e-7] and its logarithms are taken as logits. A target of the number
/// ignore_class, which may be no class, costs 0 and is left out of a mean. Source: Keras 3,
/// losses.SparseCategoricalCrossentropy, which has no label_smoothing. Errors: InvalidArgument
/// unless 0 <= label_smoothing <= 1.
struct SparseCategoricalCrossentropy {
  bool from_logits = false;
  MaybeInt ignore_class = {};
  MaybeHyper label_smoothing = {};
  LossReduction reduction = LossReduction::kSumOverBatchSize;

  static constexpr std::string_view type = "SparseCategoricalCrossentropy";
  static constexpr std::string_view name = "sparse_categorical_crossentropy";
  static constexpr bool class_labels = true;
  static constexpr auto fields() {
    return Fields{Field{"from_logits", &SparseCategoricalCrossentropy::from_logits,
                        "the prediction holds logits, not probabilities"},
                  Field{"ignore_class", &SparseCategoricalCrossentropy::ignore_class,
                        "targets of this number are left out; none: no target"},
                  Field{"label_smoothing", &SparseCategoricalCrossentropy::label_smoothing,
                        between(0, 1), "moves targets this far towards all classes alike"}} +
           reduction_field<SparseCategoricalCrossentropy>();
  }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
  /// 1 where the target counts, else 0; an empty value without ignore_class.
  graph::Value counted(const graph::Value& target) const;
};

}  // namespace occam::losses

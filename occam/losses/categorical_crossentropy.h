#pragma once

#include "occam/base/fields.h"
#include "occam/losses/reduction.h"
#include "occam/losses/target_kind.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// What CategoricalCrossentropy makes of targets that are smoothed already.
graph::Value categorical_crossentropy_of(const graph::Value& target, const graph::Value& prediction,
                                         bool from_logits);

/// Per sample: -sum over classes of t log p, t = target (1 - s) + s / classes with s =
/// label_smoothing. From logits, or where p is a softmax's result, log p is the logarithm of the
/// softmax; otherwise p is divided by its sum and clipped to [1e-7, 1 - 1e-7]. The target is
/// one-hot (or any distribution). Source: Keras 3, losses.CategoricalCrossentropy. Errors:
/// InvalidArgument unless 0 <= label_smoothing <= 1.
struct CategoricalCrossentropy {
  bool from_logits = false;
  Hyper label_smoothing = 0.0;
  LossReduction reduction = LossReduction::kSumOverBatchSize;

  static constexpr std::string_view type = "CategoricalCrossentropy";
  static constexpr std::string_view name = "categorical_crossentropy";
  static constexpr bool class_labels = false;
  static constexpr bool of_one_shape = true;
  static constexpr TargetKind target_kind = TargetKind::kDistributions;
  static constexpr auto fields() {
    return Fields{Field{"from_logits", &CategoricalCrossentropy::from_logits,
                        "the prediction holds logits, not probabilities"},
                  Field{"label_smoothing", &CategoricalCrossentropy::label_smoothing, between(0, 1),
                        "moves targets this far towards all classes alike"}} +
           reduction_field<CategoricalCrossentropy>();
  }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
};

}  // namespace occam::losses

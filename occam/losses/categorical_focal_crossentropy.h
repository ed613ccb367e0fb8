#pragma once

#include "occam/base/fields.h"
#include "occam/base/numbers.h"
#include "occam/losses/reduction.h"
#include "occam/losses/target_kind.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// Per sample: -sum over classes of alpha (1 - p)^gamma t log p, t = target (1 - s) + s / classes
/// with s = label_smoothing; alpha may be a number a class. p is the prediction, with from_logits
/// its softmax, divided by its sum and clipped to [1e-7, 1 - 1e-7]. Well predicted classes count
/// little. Source: Keras 3, losses.CategoricalFocalCrossentropy; Lin et al. 2017. Errors:
/// InvalidArgument for alpha < 0 or not one a class, gamma < 0, label_smoothing outside [0, 1].
struct CategoricalFocalCrossentropy {
  Numbers alpha = 0.25;
  Hyper gamma = 2.0;
  bool from_logits = false;
  Hyper label_smoothing = 0.0;
  LossReduction reduction = LossReduction::kSumOverBatchSize;

  static constexpr std::string_view type = "CategoricalFocalCrossentropy";
  static constexpr std::string_view name = "categorical_focal_crossentropy";
  static constexpr bool class_labels = false;
  static constexpr TargetKind target_kind = TargetKind::kDistributions;
  static constexpr auto fields() {
    using Self = CategoricalFocalCrossentropy;
    return Fields{Field{"alpha", &Self::alpha, at_least(0), "what every class counts, or each"},
                  Field{"gamma", &Self::gamma, at_least(0),
                        "how much less well predicted classes count"},
                  Field{"from_logits", &Self::from_logits,
                        "the prediction holds logits, not probabilities"},
                  Field{"label_smoothing", &Self::label_smoothing, between(0, 1),
                        "moves targets this far towards all classes alike"}} +
           reduction_field<Self>();
  }
  void check() const;
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
};

}  // namespace occam::losses

#pragma once

#include "occam/base/fields.h"
#include "occam/losses/reduction.h"
#include "occam/losses/target_kind.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// Per sample: mean over the last axis of w (1 - c)^gamma b, with b the element of
/// BinaryCrossentropy, c = t p + (1 - t)(1 - p) the chance of the right class, t = target (1 - s) +
/// s / 2 with s = label_smoothing, and w = t alpha + (1 - t)(1 - alpha) where
/// apply_class_balancing, else 1. Well predicted samples count little. Source: Keras 3,
/// losses.BinaryFocalCrossentropy; Lin et al. 2017. Errors: InvalidArgument unless 0 <= alpha <= 1,
/// gamma >= 0 and 0 <= label_smoothing
/// <= 1.
struct BinaryFocalCrossentropy {
  bool apply_class_balancing = false;
  Hyper alpha = 0.25;
  Hyper gamma = 2.0;
  bool from_logits = false;
  Hyper label_smoothing = 0.0;
  LossReduction reduction = LossReduction::kSumOverBatchSize;

  static constexpr std::string_view type = "BinaryFocalCrossentropy";
  static constexpr std::string_view name = "binary_focal_crossentropy";
  static constexpr bool class_labels = false;
  static constexpr bool of_one_shape = true;
  static constexpr TargetKind target_kind = TargetKind::kProbabilities;
  static constexpr auto fields() {
    using Self = BinaryFocalCrossentropy;
    return Fields{Field{"apply_class_balancing", &Self::apply_class_balancing,
                        "class 1 counts alpha, class 0 1 - alpha; false: alike"},
                  Field{"alpha", &Self::alpha, between(0, 1), "what class 1 counts"},
                  Field{"gamma", &Self::gamma, at_least(0),
                        "how much less well predicted samples count"},
                  Field{"from_logits", &Self::from_logits,
                        "the prediction is a logit, not a probability"},
                  Field{"label_smoothing", &Self::label_smoothing, between(0, 1),
                        "moves targets this far towards 1/2"}} +
           reduction_field<Self>();
  }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
};

}  // namespace occam::losses

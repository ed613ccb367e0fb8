#pragma once

#include "occam/base/fields.h"
#include "occam/losses/reduction.h"
#include "occam/losses/target_kind.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// What BinaryCrossentropy makes of each element of targets that are smoothed already.
graph::Value binary_crossentropy_elements(const graph::Value& target,
                                          const graph::Value& prediction, bool from_logits);
/// Their mean a sample.
graph::Value binary_crossentropy_of(const graph::Value& target, const graph::Value& prediction,
                                    bool from_logits);

/// Per sample: mean over the last axis of -(t log p + (1 - t) log(1 - p)), t = target (1 - s) + s /
/// 2 with s = label_smoothing. From logits x, or where p is a sigmoid's result: max(x, 0) - x t +
/// log(1 + exp(-|x|)). Otherwise p is clipped to [1e-7, 1 - 1e-7]. Source: Keras 3,
/// losses.BinaryCrossentropy. Errors: InvalidArgument unless 0 <= label_smoothing <= 1.
struct BinaryCrossentropy {
  bool from_logits = false;
  Hyper label_smoothing = 0.0;
  LossReduction reduction = LossReduction::kSumOverBatchSize;

  static constexpr std::string_view type = "BinaryCrossentropy";
  static constexpr std::string_view name = "binary_crossentropy";
  static constexpr bool class_labels = false;
  static constexpr bool of_one_shape = true;
  static constexpr TargetKind target_kind = TargetKind::kProbabilities;
  static constexpr auto fields() {
    return Fields{Field{"from_logits", &BinaryCrossentropy::from_logits,
                        "the prediction is a logit, not a probability"},
                  Field{"label_smoothing", &BinaryCrossentropy::label_smoothing, between(0, 1),
                        "moves targets this far towards 1/2"}} +
           reduction_field<BinaryCrossentropy>();
  }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
};

}  // namespace occam::losses

#pragma once

#include "occam/base/fields.h"
#include "occam/losses/reduction.h"
#include "occam/losses/target_kind.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// What KLDivergence makes of each sample.
graph::Value kl_divergence_of(const graph::Value& target, const graph::Value& prediction);

/// Per sample: sum over the last axis of target log(target / prediction), both clipped to [1e-7,
/// 1]: how far the predicted distribution is from the target's. Source: Keras 3,
/// losses.KLDivergence; Kullback and Leibler 1951.
struct KLDivergence {
  LossReduction reduction = LossReduction::kSumOverBatchSize;

  static constexpr std::string_view type = "KLDivergence";
  static constexpr std::string_view name = "kl_divergence";
  static constexpr bool class_labels = false;
  static constexpr TargetKind target_kind = TargetKind::kAsGiven;
  static constexpr auto fields() { return reduction_field<KLDivergence>(); }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
};

}  // namespace occam::losses

#pragma once

#include "occam/base/fields.h"
#include "occam/losses/reduction.h"
#include "occam/losses/target_kind.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// What SquaredHinge makes of each sample.
graph::Value squared_hinge_of(const graph::Value& target, const graph::Value& prediction);

/// Per sample: mean over the last axis of max(1 - target prediction, 0)^2, targets as Hinge reads
/// them: smooth where the margin is met. Source: Keras 3, losses.SquaredHinge.
struct SquaredHinge {
  LossReduction reduction = LossReduction::kSumOverBatchSize;

  static constexpr std::string_view type = "SquaredHinge";
  static constexpr std::string_view name = "squared_hinge";
  static constexpr bool class_labels = false;
  static constexpr TargetKind target_kind = TargetKind::kAsGiven;
  static constexpr auto fields() { return reduction_field<SquaredHinge>(); }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
};

}  // namespace occam::losses

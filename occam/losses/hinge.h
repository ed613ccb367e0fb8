#pragma once

#include "occam/base/fields.h"
#include "occam/losses/reduction.h"
#include "occam/losses/target_kind.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// What Hinge makes of each sample.
graph::Value hinge_of(const graph::Value& target, const graph::Value& prediction);
/// max(1 - target prediction, 0), targets of a batch that are all 0 or 1 read as -1 and 1.
graph::Value margin_missed(const graph::Value& target, const graph::Value& prediction);

/// Per sample: mean over the last axis of max(1 - target prediction, 0), targets -1 and 1. Targets
/// of a batch that are all 0 or 1 are read as -1 and 1. Source: Keras 3, losses.Hinge; Cortes and
/// Vapnik 1995.
struct Hinge {
  LossReduction reduction = LossReduction::kSumOverBatchSize;

  static constexpr std::string_view type = "Hinge";
  static constexpr std::string_view name = "hinge";
  static constexpr bool class_labels = false;
  static constexpr TargetKind target_kind = TargetKind::kAsGiven;
  static constexpr auto fields() { return reduction_field<Hinge>(); }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
};

}  // namespace occam::losses

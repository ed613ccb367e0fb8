#pragma once

#include "occam/base/fields.h"
#include "occam/losses/reduction.h"
#include "occam/losses/target_kind.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// What CategoricalHinge makes of each sample.
graph::Value categorical_hinge_of(const graph::Value& target, const graph::Value& prediction);

/// Per sample: max(1 + max((1 - target) prediction) - sum(target prediction), 0), over the last
/// axis, targets one-hot: how far the right class falls short of 1 above the best of the others.
/// Source: Keras 3, losses.CategoricalHinge.
struct CategoricalHinge {
  LossReduction reduction = LossReduction::kSumOverBatchSize;

  static constexpr std::string_view type = "CategoricalHinge";
  static constexpr std::string_view name = "categorical_hinge";
  static constexpr bool class_labels = false;
  static constexpr TargetKind target_kind = TargetKind::kAsGiven;
  static constexpr auto fields() { return reduction_field<CategoricalHinge>(); }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
};

}  // namespace occam::losses

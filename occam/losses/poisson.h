#pragma once

#include "occam/base/fields.h"
#include "occam/losses/reduction.h"
#include "occam/losses/target_kind.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// What Poisson makes of each sample.
graph::Value poisson_of(const graph::Value& target, const graph::Value& prediction);

/// Per sample: mean over the last axis of prediction - target log(prediction + 1e-7), what a count
/// costs that is distributed by Poisson with the predicted mean, but for a constant. The prediction
/// has to be > 0: of an activation such as exponential or softplus. Source: Keras 3,
/// losses.Poisson.
struct Poisson {
  LossReduction reduction = LossReduction::kSumOverBatchSize;

  static constexpr std::string_view type = "Poisson";
  static constexpr std::string_view name = "poisson";
  static constexpr bool class_labels = false;
  static constexpr TargetKind target_kind = TargetKind::kAsGiven;
  static constexpr auto fields() { return reduction_field<Poisson>(); }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
};

}  // namespace occam::losses

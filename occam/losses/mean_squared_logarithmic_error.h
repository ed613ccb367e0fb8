#pragma once

#include "occam/base/fields.h"
#include "occam/losses/reduction.h"
#include "occam/losses/target_kind.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// What MeanSquaredLogarithmicError makes of each sample.
graph::Value mean_squared_logarithmic_error_of(const graph::Value& target,
                                               const graph::Value& prediction);

/// Per sample: mean over the last axis of (log(1 + prediction) - log(1 + target))^2, numbers below
/// 1e-7 taken for it: relative errors of counts and prices. Source: Keras 3,
/// losses.MeanSquaredLogarithmicError.
struct MeanSquaredLogarithmicError {
  LossReduction reduction = LossReduction::kSumOverBatchSize;

  static constexpr std::string_view type = "MeanSquaredLogarithmicError";
  static constexpr std::string_view name = "mean_squared_logarithmic_error";
  static constexpr bool class_labels = false;
  static constexpr TargetKind target_kind = TargetKind::kAsGiven;
  static constexpr auto fields() { return reduction_field<MeanSquaredLogarithmicError>(); }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
};

}  // namespace occam::losses

#pragma once

#include "occam/base/fields.h"
#include "occam/losses/reduction.h"
#include "occam/losses/target_kind.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// What MeanAbsolutePercentageError makes of each sample.
graph::Value mean_absolute_percentage_error_of(const graph::Value& target,
                                               const graph::Value& prediction);

/// Per sample: 100 times the mean over the last axis of |target - prediction| / max(|target|,
/// 1e-7). Errors of small targets count most. Source: Keras 3, losses.MeanAbsolutePercentageError.
struct MeanAbsolutePercentageError {
  LossReduction reduction = LossReduction::kSumOverBatchSize;

  static constexpr std::string_view type = "MeanAbsolutePercentageError";
  static constexpr std::string_view name = "mean_absolute_percentage_error";
  static constexpr bool class_labels = false;
  static constexpr TargetKind target_kind = TargetKind::kAsGiven;
  static constexpr auto fields() { return reduction_field<MeanAbsolutePercentageError>(); }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
};

}  // namespace occam::losses

#pragma once

#include "occam/base/fields.h"
#include "occam/losses/reduction.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// What MeanAbsoluteError makes of each sample.
graph::Value mean_absolute_error_of(const graph::Value& target, const graph::Value& prediction);

/// Per sample: mean over the last axis of |target - prediction|. Its best constant is the median.
/// Source: Keras 3, losses.MeanAbsoluteError.
struct MeanAbsoluteError {
  LossReduction reduction = LossReduction::kSumOverBatchSize;

  static constexpr std::string_view type = "MeanAbsoluteError";
  static constexpr std::string_view name = "mean_absolute_error";
  static constexpr bool class_labels = false;
  static constexpr auto fields() { return reduction_field<MeanAbsoluteError>(); }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
};

}  // namespace occam::losses

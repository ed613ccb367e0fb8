#pragma once

#include "occam/base/fields.h"
#include "occam/losses/reduction.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// What MeanSquaredError makes of each sample.
graph::Value mean_squared_error_of(const graph::Value& target, const graph::Value& prediction);

/// Per sample: mean over the last axis of (target - prediction)^2. Source: Keras 3,
/// losses.MeanSquaredError.
struct MeanSquaredError {
  LossReduction reduction = LossReduction::kSumOverBatchSize;

  static constexpr std::string_view type = "MeanSquaredError";
  static constexpr std::string_view name = "mean_squared_error";
  static constexpr bool class_labels = false;
  static constexpr auto fields() { return reduction_field<MeanSquaredError>(); }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
};

}  // namespace occam::losses

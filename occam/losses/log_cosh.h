#pragma once

#include "occam/base/fields.h"
#include "occam/losses/reduction.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// What LogCosh makes of each sample.
graph::Value log_cosh_of(const graph::Value& target, const graph::Value& prediction);

/// Per sample: mean over the last axis of log cosh e, e = prediction - target, computed as |e| +
/// log(1 + exp(-2 |e|)) - log 2: about e^2 / 2 near 0, |e| - log 2 far away, smooth between.
/// Source: Keras 3, losses.LogCosh.
struct LogCosh {
  LossReduction reduction = LossReduction::kSumOverBatchSize;

  static constexpr std::string_view type = "LogCosh";
  static constexpr std::string_view name = "log_cosh";
  static constexpr bool class_labels = false;
  static constexpr auto fields() { return reduction_field<LogCosh>(); }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
};

}  // namespace occam::losses

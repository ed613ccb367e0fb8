#pragma once

#include "occam/base/fields.h"
#include "occam/losses/reduction.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// Per sample: mean over the last axis of e^2 / 2 where |e| <= delta, else delta |e| - delta^2 / 2,
/// with e = target - prediction: quadratic near 0, and outliers count as far as they lie off.
/// Source: Keras 3, losses.Huber; Huber 1964. Errors: InvalidArgument unless delta > 0.
struct Huber {
  Hyper delta = 1.0;
  LossReduction reduction = LossReduction::kSumOverBatchSize;

  static constexpr std::string_view type = "Huber";
  static constexpr std::string_view name = "huber";
  static constexpr bool class_labels = false;
  static constexpr auto fields() {
    return Fields{Field{"delta", &Huber::delta, above(0),
                        "error from which on it counts by its size"}} +
           reduction_field<Huber>();
  }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
};

}  // namespace occam::losses

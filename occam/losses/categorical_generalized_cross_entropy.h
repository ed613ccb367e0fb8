#pragma once

#include "occam/base/fields.h"
#include "occam/losses/reduction.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// Per sample: (1 - p^q) / q, p the probability of its class; the target holds class numbers. Near
/// q = 0 it is the cross-entropy, near 1 the mean absolute error, which wrong labels move less. The
/// slope is -1 where p is 0, Keras's infinite. Source: Keras 3,
/// losses.CategoricalGeneralizedCrossEntropy; Zhang and Sabuncu 2018. Errors: InvalidArgument
/// unless 0 < q < 1.
struct CategoricalGeneralizedCrossEntropy {
  Hyper q = 0.5;
  LossReduction reduction = LossReduction::kSumOverBatchSize;

  static constexpr std::string_view type = "CategoricalGeneralizedCrossEntropy";
  static constexpr std::string_view name = "categorical_generalized_cross_entropy";
  static constexpr bool class_labels = true;
  static constexpr bool is_metric = false;
  static constexpr auto fields() {
    constexpr Range kInside = {.low = 0, .high = 1, .low_open = true, .high_open = true};
    return Fields{Field{"q", &CategoricalGeneralizedCrossEntropy::q, kInside,
                        "how little wrong labels count"}} +
           reduction_field<CategoricalGeneralizedCrossEntropy>();
  }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
};

}  // namespace occam::losses

#pragma once

#include "occam/base/fields.h"
#include "occam/base/maybe_axes.h"
#include "occam/losses/reduction.h"
#include "occam/losses/target_kind.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// 1 - 2 sum(t p) / (sum(t) + sum(p) + 1e-7), t the target and p the prediction, 0 to 1: 0 where
/// they are the same 0s and 1s. The sums are over `axis` of the batch [batch, ..., k]; without
/// one over all of it, so that batches of another size are another loss. Source: Keras 3,
/// losses.Dice; Milletari et al. 2016. Errors: InvalidArgument for an axis that predictions have
/// not, an empty list.
struct Dice {
  MaybeAxes axis = {};
  LossReduction reduction = LossReduction::kSumOverBatchSize;

  static constexpr std::string_view type = "Dice";
  static constexpr std::string_view name = "dice";
  static constexpr bool class_labels = false;
  static constexpr bool is_metric = false;
  static constexpr TargetKind target_kind = TargetKind::kAsGiven;
  static constexpr auto fields() {
    return Fields{Field{"axis", &Dice::axis, "what is summed over, 0 the samples; none: all"}} +
           reduction_field<Dice>();
  }
  void check() const;
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
  graph::Value of_batch(const ops::Scope& scope, const graph::Value& target,
                        const graph::Value& prediction) const;
};

}  // namespace occam::losses

#pragma once

#include "occam/base/fields.h"
#include "occam/base/maybe_axes.h"
#include "occam/losses/reduction.h"
#include "occam/losses/target_kind.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// 1 - both / (both + alpha missed + beta false + 1e-7): both = sum(t p), missed = sum(t (1 - p)),
/// false = sum(p (1 - t)), t the target and p the prediction, 0 to 1. The sums are over `axis`, as
/// in Dice, which is alpha = beta = 0.5. Source: Keras 3, losses.Tversky (whose text has alpha and
/// beta the other way round); Salehi et al. 2017. Errors: InvalidArgument for alpha or beta < 0,
/// and as Dice.
struct Tversky {
  Hyper alpha = 0.5;
  Hyper beta = 0.5;
  MaybeAxes axis = {};
  LossReduction reduction = LossReduction::kSumOverBatchSize;

  static constexpr std::string_view type = "Tversky";
  static constexpr std::string_view name = "tversky";
  static constexpr bool class_labels = false;
  static constexpr bool is_metric = false;
  static constexpr TargetKind target_kind = TargetKind::kAsGiven;
  static constexpr auto fields() {
    return Fields{Field{"alpha", &Tversky::alpha, at_least(0),
                        "what a target that is not predicted counts"},
                  Field{"beta", &Tversky::beta, at_least(0),
                        "what a prediction without a target counts"},
                  Field{"axis", &Tversky::axis, "what is summed over, 0 the samples; none: all"}} +
           reduction_field<Tversky>();
  }
  void check() const;
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
  graph::Value of_batch(const ops::Scope& scope, const graph::Value& target,
                        const graph::Value& prediction) const;

 private:
  graph::Value losses_of(const ops::Scope& scope, const graph::Value& target,
                         const graph::Value& prediction) const;
};

}  // namespace occam::losses

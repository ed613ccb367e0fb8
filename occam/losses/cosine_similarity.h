#pragma once

#include "occam/base/axis_list.h"
#include "occam/base/fields.h"
#include "occam/losses/reduction.h"
#include "occam/losses/target_kind.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// The cosine of the angle between target and prediction along axes of a sample: the loss is its
/// negative. Throws InvalidArgument in the name of `type` for other axes.
graph::Value cosine_similarity_of(std::string_view type, const graph::Value& target,
                                  const graph::Value& prediction, const AxisList& axis);

/// Throws InvalidArgument (naming `type`) for an empty list of axes and for the batch's.
void check_sample_axes(std::string_view type, const AxisList& axis);

/// Per sample: -sum(target prediction) / (|target| |prediction|) over `axis`, norms below 1e-7
/// taken for it: -1 where both point the same way, 0 where they are orthogonal or one is 0. Source:
/// Keras 3, losses.CosineSimilarity. Errors: InvalidArgument for axes that a sample has not; 0 is
/// the batch's.
struct CosineSimilarity {
  AxisList axis = -1;
  LossReduction reduction = LossReduction::kSumOverBatchSize;

  static constexpr std::string_view type = "CosineSimilarity";
  static constexpr std::string_view name = "cosine_similarity";
  static constexpr bool class_labels = false;
  static constexpr bool is_metric = false;
  static constexpr TargetKind target_kind = TargetKind::kAsGiven;
  static constexpr auto fields() {
    return Fields{Field{"axis", &CosineSimilarity::axis, "along what the angle is taken"}} +
           reduction_field<CosineSimilarity>();
  }
  void check() const { check_sample_axes(type, axis); }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
};

}  // namespace occam::losses

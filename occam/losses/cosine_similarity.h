#pragma once

#include "occam/base/fields.h"
#include "occam/losses/target_kind.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// The cosine of the angle between target and prediction of each sample: the loss is its negative.
graph::Value cosine_similarity_of(const graph::Value& target, const graph::Value& prediction);

/// Per sample: -sum(target prediction) / (|target| |prediction|) over the last axis, norms below
/// 1e-7 taken for it: -1 where both point the same way, 0 where they are orthogonal or one is 0.
/// Source: Keras 3, losses.CosineSimilarity (of the last axis).
struct CosineSimilarity {
  static constexpr std::string_view type = "CosineSimilarity";
  static constexpr std::string_view name = "cosine_similarity";
  static constexpr bool class_labels = false;
  static constexpr TargetKind target_kind = TargetKind::kAsGiven;
  static constexpr auto fields() { return Fields{}; }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
};

}  // namespace occam::losses

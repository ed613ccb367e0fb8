#pragma once

#include "occam/base/fields.h"
#include "occam/losses/reduction.h"
#include "occam/losses/target_kind.h"
#include "occam/ops/scope.h"

namespace occam::losses {

/// Per sample of a batch: softplus(logsumexp over its class of -gamma a (m - d) + logsumexp over
/// the others of gamma b (1 - m - d)), d = max(1 - cosine, 0) to another sample, a = max(m + d, 0),
/// b = max(1 + m - d, 0), m the margin; the prediction [batch, k] holds embeddings of length 1
/// (UnitNormalization), the target class numbers. A sample without another of its class, or without
/// one of others, costs 0; what costs 0 is left out of a mean. Source: Keras 3, losses.Circle; Sun
/// et al. 2020.
struct Circle {
  Hyper gamma = 80.0;
  Hyper margin = 0.4;
  bool remove_diagonal = true;
  LossReduction reduction = LossReduction::kSumOverBatchSize;

  static constexpr std::string_view type = "Circle";
  static constexpr std::string_view name = "circle";
  static constexpr bool class_labels = true;
  static constexpr bool is_metric = false;
  static constexpr TargetKind target_kind = TargetKind::kGroups;
  static constexpr auto fields() {
    return Fields{Field{"gamma", &Circle::gamma, above(0), "how steep the loss is"},
                  Field{"margin", &Circle::margin, at_least(0),
                        "below this distance samples are one class"},
                  Field{"remove_diagonal", &Circle::remove_diagonal,
                        "a sample is no other one of its own class"}} +
           reduction_field<Circle>();
  }
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
  /// 1 where a sample costs something, else 0: one without others of its class or without other
  /// classes does not, nor one that is far from all those.
  graph::Value counted(const graph::Value& target, const graph::Value& values) const;
};

}  // namespace occam::losses

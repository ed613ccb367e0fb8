#pragma once

#include "occam/base/fields.h"
#include "occam/ops/scope.h"
#include "occam/regularizers/target_sparsity.h"

namespace occam::regularizers {

/// Penalty `l1 * sum(|w|)`, added to the loss once per step. With `proximal` the optimizer's step
/// ends with soft thresholding, u = sign(p) * max(|p| - l1 * step, 0), which makes exact zeros.
/// Without, the subgradient l1 * sign(w), 0 at 0, is a part of the gradient as in Keras: weights
/// then come near 0 and hardly ever to it. Source: Keras 3, regularizers.L1; Yun, Lozano and Yang
/// 2021, section 3 (u). Errors: InvalidArgument when l1 is negative or not finite.
struct L1 {
  Hyper l1 = 0.01;       ///< loss per unit of |w|
  bool proximal = true;  ///< exact zeros; false: Keras's subgradient
  /// Share of zeros to reach; l1 then adapts to it (regularizers/target_sparsity.h).
  MaybeHyper sparsity = {};

  static constexpr std::string_view type = "L1";
  static constexpr auto fields() {
    return Fields{Field{"l1", &L1::l1, at_least(0), "loss per unit of |w|"},
                  Field{"proximal", &L1::proximal, "exact zeros; false: Keras's subgradient"},
                  Field{"sparsity", &L1::sparsity, from_below(0, 1),
                        "share of zeros to reach, to which l1 adapts"}};
  }
  void check() const { check_target(*this, {&l1}); }
  /// weight: any shape. Returns a scalar.
  graph::Value penalty(const ops::Scope& scope, const graph::Value& weight) const;
  graph::Value proximal_point(const ops::Scope& scope, const graph::Value& point,
                              const graph::Value& step) const;
};

/// Keras's lower-case names.
inline L1 l1(Hyper factor = 0.01) { return {.l1 = factor}; }

}  // namespace occam::regularizers

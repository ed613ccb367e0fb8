#pragma once

#include "occam/base/fields.h"
#include "occam/ops/scope.h"

namespace occam::regularizers {

/// Elastic net: penalty `l1 * sum(|w|) + l2 * sum(w^2)`, added to the loss once per step. With
/// `proximal` the first term makes exact zeros as L1's does; the second is a part of the gradient.
/// Source: Keras 3, regularizers.L1L2. Errors: InvalidArgument when a factor is negative or not
/// finite.
struct L1L2 {
  Hyper l1 = 0.0;        ///< loss per unit of |w|
  Hyper l2 = 0.0;        ///< loss per unit of w^2
  bool proximal = true;  ///< exact zeros from l1; false: Keras's subgradient

  static constexpr std::string_view type = "L1L2";
  static constexpr auto fields() {
    return Fields{
        Field{"l1", &L1L2::l1, at_least(0), "loss per unit of |w|"},
        Field{"l2", &L1L2::l2, at_least(0), "loss per unit of w^2"},
        Field{"proximal", &L1L2::proximal, "exact zeros from l1; false: Keras's subgradient"}};
  }
  /// weight: any shape. Returns a scalar.
  graph::Value penalty(const ops::Scope& scope, const graph::Value& weight) const;
  graph::Value proximal_point(const ops::Scope& scope, const graph::Value& point,
                              const graph::Value& step) const;
};

/// Keras's lower-case name, with the factors of its docstring.
inline L1L2 l1_l2(Hyper l1 = 0.01, Hyper l2 = 0.01) { return {.l1 = l1, .l2 = l2}; }

}  // namespace occam::regularizers

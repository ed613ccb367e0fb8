#pragma once

#include "occam/base/fields.h"
#include "occam/ops/scope.h"

namespace occam::regularizers {

/// Penalty `l2 * sum(w^2)`, added to the loss once per step. There is no 1/2 in front.
/// Source: Keras 3, regularizers.L2. Errors: InvalidArgument when l2 is negative or not finite.
struct L2 {
  Hyper l2 = 0.01;  ///< loss per unit of w^2

  static constexpr std::string_view type = "L2";
  static constexpr auto fields() {
    return Fields{Field{"l2", &L2::l2, at_least(0), "loss per unit of w^2"}};
  }
  /// weight: any shape. Returns a scalar.
  graph::Value penalty(const ops::Scope& scope, const graph::Value& weight) const;
};

/// Keras's lower-case name.
inline L2 l2(Hyper factor = 0.01) { return {.l2 = factor}; }

}  // namespace occam::regularizers

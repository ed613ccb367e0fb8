#pragma once

#include "occam/base/fields.h"
#include "occam/ops/scope.h"

namespace occam::regularizers {

/// Penalty `l1 * sum(|w|)`, added to the loss once per step. Its subgradient at 0 is 0.
/// Source: Keras 3, regularizers.L1. Errors: InvalidArgument when l1 is negative or not finite.
struct L1 {
  Hyper l1 = 0.01;  ///< loss per unit of |w|

  static constexpr std::string_view type = "L1";
  static constexpr auto fields() {
    return std::tuple{Field{"l1", &L1::l1, at_least(0), "loss per unit of |w|"}};
  }
  /// weight: any shape. Returns a scalar.
  graph::Value penalty(const ops::Scope& scope, const graph::Value& weight) const;
};

/// Keras's lower-case names.
inline L1 l1(Hyper factor = 0.01) { return {.l1 = factor}; }

}  // namespace occam::regularizers

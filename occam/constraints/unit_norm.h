#pragma once

#include "occam/base/field_list.h"
#include "occam/constraints/constraint.h"

namespace occam::constraints {

/// Gives the weights that enter a unit a norm of 1: w / (norm + 1e-7), the norm over `axis`.
/// Source: Keras 3, constraints.UnitNorm. Errors: InvalidArgument for an axis that the weight has
/// not.
struct UnitNorm {
  Int axis = 0;

  static constexpr std::string_view type = "UnitNorm";
  static constexpr auto fields() {
    return Fields{Field{"axis", &UnitNorm::axis, "the axis of a norm; 0: what enters a unit"}};
  }
  graph::Value project(const ops::Scope& scope, const graph::Value& weight) const;
};

}  // namespace occam::constraints

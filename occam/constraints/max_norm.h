#pragma once

#include "occam/base/field_list.h"
#include "occam/constraints/constraint.h"

namespace occam::constraints {

/// Shrinks the weights that enter a unit to a norm of at most max_value: w * clip(norm, 0,
/// max_value) / (norm + 1e-7), the norm over `axis`. Source: Keras 3, constraints.MaxNorm. Errors:
/// InvalidArgument unless max_value >= 0 and the weight has that axis.
struct MaxNorm {
  Hyper max_value = 2;
  Int axis = 0;

  static constexpr std::string_view type = "MaxNorm";
  static constexpr auto fields() {
    return Fields{Field{"max_value", &MaxNorm::max_value, at_least(0), "largest norm"},
                  Field{"axis", &MaxNorm::axis, "the axis of a norm; 0: what enters a unit"}};
  }
  graph::Value project(const ops::Scope& scope, const graph::Value& weight) const;
};

}  // namespace occam::constraints

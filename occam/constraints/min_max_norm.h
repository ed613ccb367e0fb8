#pragma once

#include "occam/base/field_list.h"
#include "occam/constraints/constraint.h"

namespace occam::constraints {

/// Moves the norm of the weights that enter a unit by the share `rate` towards [min_value,
/// max_value]: w * (rate * clip(norm, min_value, max_value) + (1 - rate) * norm) / (norm + 1e-7),
/// the norm over `axis`. Source: Keras 3, constraints.MinMaxNorm. Errors: InvalidArgument unless
/// 0 <= min_value <= max_value, 0 <= rate <= 1, and the weight has that axis.
struct MinMaxNorm {
  Hyper min_value = 0.0;
  Hyper max_value = 1.0;
  Hyper rate = 1.0;
  Int axis = 0;

  static constexpr std::string_view type = "MinMaxNorm";
  static constexpr auto fields() {
    using M = MinMaxNorm;
    return Fields{Field{"min_value", &M::min_value, at_least(0), "smallest norm"},
                  Field{"max_value", &M::max_value, at_least(0), "largest norm"},
                  Field{"rate", &M::rate, between(0, 1), "share of the way that a step goes"},
                  Field{"axis", &M::axis, "the axis of a norm; 0: what enters a unit"}};
  }
  void check() const;
  graph::Value project(const ops::Scope& scope, const graph::Value& weight) const;
};

}  // namespace occam::constraints

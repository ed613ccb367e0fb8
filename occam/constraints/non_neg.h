#pragma once

#include "occam/base/field_list.h"
#include "occam/constraints/constraint.h"

namespace occam::constraints {

/// max(w, 0). Source: Keras 3, constraints.NonNeg.
struct NonNeg {
  static constexpr std::string_view type = "NonNeg";
  static constexpr auto fields() { return Fields{}; }
  graph::Value project(const ops::Scope& scope, const graph::Value& weight) const;
};

}  // namespace occam::constraints

#include "occam/constraints/unit_norm.h"

#include "occam/constraints/norms.h"

namespace occam::constraints {

void UnitNorm::check() const { check_axis(type, axis); }

graph::Value UnitNorm::project(const ops::Scope& scope, const graph::Value& weight) const {
  return with_norms(weight, norms(type, scope, weight));
}

}  // namespace occam::constraints

#include "occam/constraints/unit_norm.h"

#include "occam/constraints/norms.h"

namespace occam::constraints {

graph::Value UnitNorm::project(const ops::Scope& scope, const graph::Value& weight) const {
  return with_norms(weight, norms(type, scope, weight, axis));
}

}  // namespace occam::constraints

#include "occam/constraints/max_norm.h"

#include "occam/constraints/norms.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/minimum.h"

namespace occam::constraints {

graph::Value MaxNorm::project(const ops::Scope& scope, const graph::Value& weight) const {
  const graph::Value norm = norms(type, scope, weight, axis);
  const graph::Value limit = scope.hyper(*this, &MaxNorm::max_value);
  return with_norms(weight, norm, ops::minimum(norm, ops::broadcast_to(limit, norm.shape())));
}

}  // namespace occam::constraints

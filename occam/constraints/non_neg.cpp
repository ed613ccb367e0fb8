#include "occam/constraints/non_neg.h"

#include "occam/ops/fill_like.h"
#include "occam/ops/maximum.h"

namespace occam::constraints {

graph::Value NonNeg::project(const ops::Scope&, const graph::Value& weight) const {
  return ops::maximum(weight, ops::fill_like(weight, 0.0));
}

}  // namespace occam::constraints

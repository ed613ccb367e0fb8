#include "occam/losses/categorical_hinge.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/max.h"
#include "occam/ops/maximum.h"
#include "occam/ops/sum.h"

namespace occam::losses {

graph::Value categorical_hinge_of(const graph::Value& target, const graph::Value& prediction) {
  const graph::Value right = ops::sum_columns(target * prediction);
  const graph::Value other = ops::max((1.0 - target) * prediction, {-1});
  const graph::Value missed = other - right + 1.0;
  return ops::maximum(missed, ops::fill_like(missed, 0.0));
}

graph::Value CategoricalHinge::per_sample(const ops::Scope&, const graph::Value& target,
                                          const graph::Value& prediction) const {
  return categorical_hinge_of(target, prediction);
}

}  // namespace occam::losses

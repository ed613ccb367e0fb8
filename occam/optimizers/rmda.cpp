#include "occam/optimizers/rmda.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/sqrt.h"
#include "occam/optimizers/dual_averaging.h"

namespace occam::optimizers {

using graph::Value;

Update RMDA::step(const UpdateScope& scope, const Value& weight, const Value& gradient) const {
  const Value root = ops::sqrt(scope.step());
  return DualAveraging{.share = scope.learning_rate(*this, &RMDA::learning_rate) * root,
                       .metric = root,
                       .momentum = scope.hyper(*this, &RMDA::momentum),
                       .zero_below = scope.hyper(*this, &RMDA::zero_below)}
      .step(scope, weight, gradient);
}

}  // namespace occam::optimizers

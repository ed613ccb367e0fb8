#include "occam/optimizers/gradient_noise.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/exp.h"
#include "occam/ops/log.h"
#include "occam/ops/random_uniform.h"
#include "occam/ops/sqrt.h"

namespace occam::optimizers {

using graph::Value;

Update GradientNoise::step(const UpdateScope& scope, const Value& weight,
                           const Value& gradient) const {
  const Value fall = ops::exp(ops::log(scope.step()) * scope.hyper(*this, &GradientNoise::gamma));
  const Value deviation = ops::sqrt(scope.hyper(*this, &GradientNoise::eta) / fall);
  const Value noise = ops::random_normal(scope.graph(), gradient.shape(),
                                         scope.stream(scope.weight_path() + "/noise/radius"),
                                         scope.stream(scope.weight_path() + "/noise/angle"));
  return optimizer.step(scope, weight, gradient + noise * deviation);
}

}  // namespace occam::optimizers

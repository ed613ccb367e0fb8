#include "occam/layers/gaussian_noise.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/random_uniform.h"

namespace occam::layers {

graph::Value GaussianNoise::build(const Scope& scope, const graph::Value& input) const {
  const graph::Value deviation =
      scope.hyper(*this, &GaussianNoise::stddev);  // also outside training: its path always exists
  if (!scope.training()) return input;
  const graph::Value noise = ops::random_normal(scope.graph(), input.shape(),
                                                scope.stream("radius"), scope.stream("angle"));
  return input + deviation * noise;
}

}  // namespace occam::layers

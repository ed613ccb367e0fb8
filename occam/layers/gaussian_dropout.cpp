#include "occam/layers/gaussian_dropout.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/random_uniform.h"
#include "occam/ops/sqrt.h"

namespace occam::layers {

graph::Value GaussianDropout::build(const Scope& scope, const graph::Value& input) const {
  const graph::Value rate_now =
      scope.hyper(*this, &GaussianDropout::rate);  // also outside training: its path always exists
  if (!scope.training()) return input;
  const graph::Value deviation = ops::sqrt(rate_now / (1.0 - rate_now));
  const graph::Value noise = ops::random_normal(scope.graph(), input.shape(),
                                                scope.stream("radius"), scope.stream("angle"));
  return input * (1.0 + deviation * noise);
}

}  // namespace occam::layers

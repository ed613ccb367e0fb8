#include "occam/layers/layer_normalization.h"

#include "occam/layers/sample_axes.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/mean.h"
#include "occam/ops/reciprocal.h"
#include "occam/ops/reshape.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"

namespace occam::layers {

using graph::Value;

Value LayerNormalization::build(const Scope& scope, const Value& input) const {
  const SampleAxes axes = sample_axes(type, axis, input.shape());
  Value gamma, beta;
  if (scale || rms_scaling) {
    gamma = scope.add_weight({.name = "gamma",
                              .shape = axes.weight,
                              .initializer = gamma_initializer,
                              .regularizer = gamma_regularizer,
                              .constraint = gamma_constraint});
  }
  if (center && !rms_scaling) {
    beta = scope.add_weight({.name = "beta",
                             .shape = axes.weight,
                             .initializer = beta_initializer,
                             .regularizer = beta_regularizer,
                             .constraint = beta_constraint});
  }
  const Value small = scope.hyper(*this, &LayerNormalization::epsilon);
  const Value centered = input - ops::mean(input, axes.over, /*keepdims=*/true);
  const Value variance = ops::mean(ops::square(centered), axes.over, /*keepdims=*/true);
  Value result = (rms_scaling ? input : centered) * ops::reciprocal(ops::sqrt(variance + small));
  if (gamma) result = result * ops::reshape(gamma, axes.aligned);
  if (beta) result = result + ops::reshape(beta, axes.aligned);
  return result;
}

}  // namespace occam::layers

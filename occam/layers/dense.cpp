#include "occam/layers/dense.h"

#include <cmath>

#include "occam/ops/arithmetic.h"
#include "occam/ops/matmul.h"

namespace occam::layers {

graph::Value Dense::build(const Scope& scope, const graph::Value& input) const {
  const graph::Value kernel =
      scope.add_weight({.name = "kernel",
                        .shape = {input.shape().back(), units},
                        .initializer = kernel_initializer,
                        .regularizer = kernel_regularizer,
                        .constraint = kernel_constraint,
                        .learning_rate_factor = kernel_learning_rate_factor});
  graph::Value output = ops::matmul(input, kernel);
  if (neural_tangent)
    output = output * (1.0 / std::sqrt(static_cast<double>(input.shape().back())));
  scope.respond(kernel, output);
  if (use_bias) {
    const graph::Value bias = scope.add_weight({.name = "bias",
                                                .shape = {units},
                                                .initializer = bias_initializer,
                                                .regularizer = bias_regularizer,
                                                .constraint = bias_constraint,
                                                .learning_rate_factor = bias_learning_rate_factor});
    scope.respond(bias, output);
    output = output + bias;
  }
  output = activation.apply(output);
  add_activity_loss(scope, activity_regularizer, output);
  return output;
}

}  // namespace occam::layers

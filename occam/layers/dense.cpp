#include "occam/layers/dense.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/matmul.h"

namespace occam::layers {

graph::Value Dense::build(const Scope& scope, const graph::Value& input) const {
  const graph::Value kernel = scope.add_weight({.name = "kernel",
                                                .shape = {input.shape().back(), units},
                                                .initializer = kernel_initializer,
                                                .regularizer = kernel_regularizer,
                                                .constraint = kernel_constraint});
  graph::Value output = ops::matmul(input, kernel);
  if (use_bias) {
    output = output + scope.add_weight({.name = "bias",
                                        .shape = {units},
                                        .initializer = bias_initializer,
                                        .regularizer = bias_regularizer,
                                        .constraint = bias_constraint});
  }
  return activation.apply(output);
}

}  // namespace occam::layers

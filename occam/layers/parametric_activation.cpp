#include "occam/layers/parametric_activation.h"

#include "occam/ops/arithmetic.h"

namespace occam::layers {

graph::Value ParametricActivation::build(const Scope& scope, const graph::Value& input) const {
  const graph::Value alpha = scope.add_weight({.name = "alpha",
                                               .shape = {input.shape().back()},
                                               .initializer = alpha_initializer,
                                               .regularizer = alpha_regularizer,
                                               .constraint = alpha_constraint,
                                               .learning_rate_factor = alpha_learning_rate_factor});
  return input + alpha * (activation.apply(input) - input);
}

}  // namespace occam::layers

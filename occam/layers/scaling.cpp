#include "occam/layers/scaling.h"

#include "occam/ops/arithmetic.h"

namespace occam::layers {

graph::Value Scaling::build(const Scope& scope, const graph::Value& input) const {
  return input * scope.add_weight({.name = "scale",
                                   .shape = {input.shape().back()},
                                   .initializer = scale_initializer,
                                   .regularizer = scale_regularizer,
                                   .constraint = scale_constraint,
                                   .learning_rate_factor = scale_learning_rate_factor});
}

}  // namespace occam::layers

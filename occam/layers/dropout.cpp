#include "occam/layers/dropout.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/constant.h"
#include "occam/ops/dropout.h"

namespace occam::layers {

graph::Value Dropout::build(const Scope& scope, const graph::Value& input) const {
  const graph::Value declared =
      scope.hyper(*this, &Dropout::rate);  // also outside training: its path always exists
  const Shape drawn = drawn_shape(type, noise_shape, input.shape());
  if (!scope.training()) return input;
  if (drawn == input.shape()) return ops::dropout(input, declared, scope.stream());
  const graph::Value ones = ops::broadcast_scalar(ops::constant(scope.graph(), 1.0), drawn);
  return input * ops::broadcast_to(ops::dropout(ones, declared, scope.stream()), input.shape());
}

}  // namespace occam::layers

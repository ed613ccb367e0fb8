#include "occam/optimizers/lion.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/sign.h"

namespace occam::optimizers {

using graph::Value;

Update Lion::step(const UpdateScope& scope, const Value& weight, const Value& gradient) const {
  const Value b1 = scope.hyper(*this, &Lion::beta_1), b2 = scope.hyper(*this, &Lion::beta_2);
  const Value momentum = scope.slot("momentum");
  const Value direction = ops::sign(momentum * b1 + gradient * (1.0 - b1));
  return {weight - direction * scope.learning_rate(*this, &Lion::learning_rate),
          {{momentum, momentum * b2 + gradient * (1.0 - b2)}}};
}

}  // namespace occam::optimizers

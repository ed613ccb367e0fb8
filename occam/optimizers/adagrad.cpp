#include "occam/optimizers/adagrad.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"

namespace occam::optimizers {

using graph::Value;

Update Adagrad::step(const UpdateScope& scope, const Value& weight, const Value& gradient) const {
  const Value accumulator = scope.slot("accumulator", initial_accumulator_value);
  const Value sum = accumulator + ops::square(gradient);
  const Value rate = scope.learning_rate(*this, &Adagrad::learning_rate);
  const Value root = ops::sqrt(sum + scope.hyper(*this, &Adagrad::epsilon));
  return {scope.proximal(weight - gradient * rate / root, rate / root), {{accumulator, sum}}};
}

}  // namespace occam::optimizers

#include "occam/optimizers/adagrad.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"

namespace occam::optimizers {

using graph::Value;

Update Adagrad::step(const UpdateScope& scope, const Value& weight, const Value& gradient) const {
  const Value accumulator = scope.slot("accumulator", initial_accumulator_value);
  const Value sum = accumulator + ops::square(gradient);
  return {weight - gradient * scope.learning_rate(*this, &Adagrad::learning_rate) /
                       ops::sqrt(sum + scope.hyper(*this, &Adagrad::epsilon)),
          {{accumulator, sum}}};
}

}  // namespace occam::optimizers

#include "occam/optimizers/adadelta.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"

namespace occam::optimizers {

using graph::Value;

Update Adadelta::step(const UpdateScope& scope, const Value& weight, const Value& gradient) const {
  const Value keep = scope.hyper(*this, &Adadelta::rho);
  const Value least = scope.hyper(*this, &Adadelta::epsilon);
  const Value squares = scope.slot("accumulated_grad");
  const Value moves = scope.slot("accumulated_delta_var");
  const Value v = squares * keep + ops::square(gradient) * (1.0 - keep);
  const Value usual = ops::sqrt(moves + least), root = ops::sqrt(v + least);
  const Value step = usual * gradient / root;
  const Value d = moves * keep + ops::square(step) * (1.0 - keep);
  const Value rate = scope.learning_rate(*this, &Adadelta::learning_rate);
  return {scope.proximal(weight - step * rate, usual * rate / root), {{squares, v}, {moves, d}}};
}

}  // namespace occam::optimizers

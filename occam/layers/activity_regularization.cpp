#include "occam/layers/activity_regularization.h"

#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/scale.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"

namespace occam::layers {

graph::Value ActivityRegularization::build(const Scope& scope, const graph::Value& input) const {
  const graph::Value penalty =
      ops::scale(scope.hyper(*this, &ActivityRegularization::l1), ops::sum(ops::abs(input))) +
      ops::scale(scope.hyper(*this, &ActivityRegularization::l2), ops::sum(ops::square(input)));
  scope.add_loss(penalty * (1.0 / static_cast<double>(input.shape()[0])));
  return input;
}

}  // namespace occam::layers

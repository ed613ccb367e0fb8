#include "occam/layers/spatial_dropout1d.h"

#include "occam/layers/steps.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/constant.h"
#include "occam/ops/dropout.h"

namespace occam::layers {

using graph::Value;

Value SpatialDropout1D::build(const Scope& scope, const Value& input) const {
  const Value declared =
      scope.hyper(*this, &SpatialDropout1D::rate);  // also outside training: its path always exists
  const Shape& shape = input.shape();
  steps_axis(type, shape, "channels_last");
  if (!scope.training()) return input;
  const Value ones =
      ops::broadcast_scalar(ops::constant(scope.graph(), 1.0), {shape[0], 1, shape[2]});
  return input * ops::broadcast_to(ops::dropout(ones, declared, scope.stream()), shape);
}

}  // namespace occam::layers

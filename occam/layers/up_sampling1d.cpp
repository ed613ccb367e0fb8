#include "occam/layers/up_sampling1d.h"

#include "occam/layers/steps.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/reshape.h"

namespace occam::layers {

using graph::Value;

Value UpSampling1D::build(const Scope&, const Value& input) const {
  const Shape& shape = input.shape();
  steps_axis(type, shape, "channels_last");
  const std::int64_t times = size;
  const Value apart = ops::reshape(input, {shape[0], shape[1], 1, shape[2]});
  const Value repeated = ops::broadcast_to(apart, {shape[0], shape[1], times, shape[2]});
  return ops::reshape(repeated, {shape[0], checked_mul(shape[1], times), shape[2]});
}

}  // namespace occam::layers

#include "occam/layers/global_average_pooling1d.h"

#include "occam/layers/steps.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/constant.h"
#include "occam/ops/maximum.h"
#include "occam/ops/mean.h"
#include "occam/ops/reshape.h"
#include "occam/ops/sum.h"

namespace occam::layers {

using graph::Value;

Value GlobalAveragePooling1D::build(const Scope& scope, const Value& input) const {
  const std::int64_t steps = steps_axis(type, input.shape(), data_format);
  const Value mask = scope.mask_of(input);
  if (!mask) return ops::mean(input, {steps}, keepdims);
  const Shape& rows = mask.shape();
  const Value counts = ops::broadcast_to(
      ops::reshape(mask, steps == 1 ? Shape{rows[0], rows[1], 1} : Shape{rows[0], 1, rows[1]}),
      input.shape());
  const Value sums = ops::sum(input * counts, {steps}, keepdims);
  const Value one = ops::broadcast_scalar(ops::constant(scope.graph(), 1.0), sums.shape());
  return sums / ops::maximum(ops::sum(counts, {steps}, keepdims), one);
}

}  // namespace occam::layers

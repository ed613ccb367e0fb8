#include "occam/layers/masking.h"

#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/constant.h"
#include "occam/ops/equal.h"
#include "occam/ops/greater.h"
#include "occam/ops/sum.h"

namespace occam::layers {

using graph::Value;

void Masking::check() const { check_float32(type, "mask_value", mask_value, {}); }

Value Masking::build(const Scope& scope, const Value& input) const {
  const Shape& shape = input.shape();
  if (shape.rank() < 3)
    throw_invalid_value(type, "input", "samples of at least two axes", to_text(shape));
  const Value hidden = ops::broadcast_scalar(ops::constant(scope.graph(), mask_value), shape);
  const Value differing = ops::sum_columns(1.0 - ops::equal(input, hidden));
  const Value none = ops::broadcast_scalar(ops::constant(scope.graph(), 0.5), differing.shape());
  const Value mask = ops::greater(differing, none);
  const Value result = input * ops::broadcast_columns(mask, shape);
  scope.set_mask(result, mask);
  return result;
}

}  // namespace occam::layers

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
  return input * ops::broadcast_columns(mask(scope, {&input, 1}), shape);
}

Value Masking::mask(const Scope& scope, std::span<const Value> inputs) const {
  const Value hidden =
      ops::broadcast_scalar(ops::constant(scope.graph(), mask_value), inputs[0].shape());
  const Value differing = ops::sum_columns(1.0 - ops::equal(inputs[0], hidden));
  const Value none = ops::broadcast_scalar(ops::constant(scope.graph(), 0.5), differing.shape());
  return ops::greater(differing, none);
}

}  // namespace occam::layers

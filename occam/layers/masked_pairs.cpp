#include "occam/layers/masked_pairs.h"

#include "occam/ops/axes.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/maximum.h"
#include "occam/ops/select.h"

namespace occam::layers {

using graph::Value;

Value merged_mask(const Scope& scope, std::span<const Value> inputs) {
  Value mask = scope.mask_of(inputs[0]);
  for (std::size_t i = 1; mask && i < inputs.size(); ++i) {
    const Value other = scope.mask_of(inputs[i]);
    if (!other) return {};
    const Shape shape = ops::broadcast_shape("mask", mask.shape(), other.shape());
    mask = ops::maximum(ops::broadcast_to(mask, shape), ops::broadcast_to(other, shape));
  }
  return mask;
}

Value merged_pairs(const Scope& scope, std::string_view type, std::span<const Value> inputs,
                   Value (*op)(const Value&, const Value&)) {
  Value result = inputs[0], mask = scope.mask_of(inputs[0]);
  for (const Value& input : inputs.subspan(1)) {
    const Shape shape = ops::broadcast_shape(type, result.shape(), input.shape());
    result = ops::broadcast_to(result, shape);
    Value other = ops::broadcast_to(input, shape);
    const Value own = scope.mask_of(input);
    if (own) other = ops::select(ops::broadcast_columns(own, shape), other, result);
    if (mask) result = ops::select(ops::broadcast_columns(mask, shape), result, other);
    mask = mask && own ? ops::maximum(mask, own) : Value();
    result = op(result, other);
  }
  return result;
}

}  // namespace occam::layers

#include "occam/layers/multiply.h"

#include "occam/layers/masked_pairs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/select.h"

namespace occam::layers {

namespace {

/// 1 in place of what does not count. Source: Keras 3, Multiply._merge_function.
graph::Value counting(const Scope& scope, const graph::Value& input) {
  const graph::Value mask = scope.mask_of(input);
  if (!mask) return input;
  return ops::select(ops::broadcast_columns(mask, input.shape()), input,
                     ops::fill_like(input, 1.0));
}

}  // namespace

graph::Value Multiply::build(const Scope& scope, std::span<const graph::Value> inputs) const {
  if (inputs.size() < 2)
    throw_invalid_value("Multiply", "inputs", "at least two values", std::to_string(inputs.size()));
  graph::Value product = counting(scope, inputs[0]);
  for (const graph::Value& input : inputs.subspan(1)) product = product * counting(scope, input);
  const graph::Value mask = merged_mask(scope, inputs);
  // Where no input counts, 0.
  return mask ? product * ops::broadcast_columns(mask, product.shape()) : product;
}

}  // namespace occam::layers

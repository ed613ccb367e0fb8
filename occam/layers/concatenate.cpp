#include "occam/layers/concatenate.h"

#include "occam/ops/broadcast.h"
#include "occam/ops/concatenate.h"
#include "occam/ops/constant.h"
#include "occam/ops/maximum.h"

namespace occam::layers {

namespace {

/// Of all steps, where one of the inputs has a mask: those of the others count.
graph::Value joined_mask(const Scope& scope, std::span<const graph::Value> inputs,
                         std::int64_t axis) {
  std::vector<graph::Value> masks;
  bool any = false;
  for (const graph::Value& input : inputs) {
    const graph::Value own = scope.mask_of(input);
    any = any || own;
    const Shape& shape = input.shape();
    const Shape rows(std::vector<std::int64_t>(shape.begin(), shape.end() - 1));
    masks.push_back(own && own.shape() == rows
                        ? own
                        : ops::broadcast_scalar(ops::constant(scope.graph(), 1.0), rows));
  }
  if (!any) return {};
  if (axis < inputs[0].shape().rank() - 1) return ops::concatenate(masks, axis);
  // Along the last axis a row counts that counts in any.
  graph::Value all = masks[0];
  for (std::size_t i = 1; i < masks.size(); ++i) all = ops::maximum(all, masks[i]);
  return all;
}

}  // namespace

graph::Value Concatenate::build(const Scope& scope, std::span<const graph::Value> inputs) const {
  if (inputs.size() < 2) {
    throw_invalid_value("Concatenate", "inputs", "at least two values",
                        std::to_string(inputs.size()));
  }
  const std::int64_t rank = inputs[0].shape().rank();
  if (axis == 0 || axis == -rank) {
    throw_invalid_value("Concatenate", "axis", "an axis of a sample; 0 is the batch's",
                        std::to_string(static_cast<long long>(axis)));
  }
  const graph::Value joined = ops::concatenate({inputs.begin(), inputs.end()}, axis);
  const std::int64_t along = axis;
  if (const graph::Value mask = joined_mask(scope, inputs, along + (along < 0 ? rank : 0)))
    scope.set_mask(joined, mask);
  return joined;
}

}  // namespace occam::layers

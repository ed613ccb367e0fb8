#include "occam/layers/concatenate.h"

#include "occam/ops/broadcast.h"
#include "occam/ops/concatenate.h"
#include "occam/ops/constant.h"
#include "occam/ops/max.h"
#include "occam/ops/maximum.h"

namespace occam::layers {

graph::Value Concatenate::build(const Scope&, std::span<const graph::Value> inputs) const {
  if (inputs.size() < 2) {
    throw_invalid_value("Concatenate", "inputs", "at least two values",
                        std::to_string(inputs.size()));
  }
  const std::int64_t rank = inputs[0].shape().rank();
  if (axis == 0 || axis == -rank) {
    throw_invalid_value("Concatenate", "axis", "an axis of a sample; 0 is the batch's",
                        std::to_string(static_cast<long long>(axis)));
  }
  return ops::concatenate({inputs.begin(), inputs.end()}, axis);
}

/// Of all rows, where one of the inputs has a mask: those of the others count.
graph::Value Concatenate::mask(const Scope& scope, std::span<const graph::Value> inputs) const {
  std::vector<graph::Value> masks;
  bool any = false;
  for (const graph::Value& input : inputs) {
    graph::Value own = scope.mask_of(input);
    any = any || own;
    const Shape& shape = input.shape();
    const Shape rows(std::vector<std::int64_t>(shape.begin(), shape.end() - 1));
    // Of each number: a row counts of which one does.
    if (own && own.shape() == shape) own = ops::max(own, {-1});
    masks.push_back(own ? ops::broadcast_to(own, rows)
                        : ops::broadcast_scalar(ops::constant(scope.graph(), 1.0), rows));
  }
  if (!any) return {};
  const std::int64_t rank = inputs[0].shape().rank(), along = axis < 0 ? axis + rank : axis + 0;
  if (along < rank - 1) return ops::concatenate(masks, along);
  // Along the last axis a row counts that counts in any.
  graph::Value all = masks[0];
  for (std::size_t i = 1; i < masks.size(); ++i) all = ops::maximum(all, masks[i]);
  return all;
}

}  // namespace occam::layers

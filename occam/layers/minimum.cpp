#include "occam/layers/minimum.h"

#include "occam/ops/axes.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/minimum.h"

namespace occam::layers {

graph::Value Minimum::build(const Scope&, std::span<const graph::Value> inputs) const {
  if (inputs.size() < 2)
    throw_invalid_value("Minimum", "inputs", "at least two values", std::to_string(inputs.size()));
  graph::Value result = inputs[0];
  for (const graph::Value& input : inputs.subspan(1)) {
    const Shape shape = ops::broadcast_shape(type, result.shape(), input.shape());
    result = ops::minimum(ops::broadcast_to(result, shape), ops::broadcast_to(input, shape));
  }
  return result;
}

}  // namespace occam::layers

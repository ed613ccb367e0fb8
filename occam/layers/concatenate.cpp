#include "occam/layers/concatenate.h"

#include "occam/ops/concatenate.h"

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

}  // namespace occam::layers

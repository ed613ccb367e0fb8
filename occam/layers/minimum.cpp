#include "occam/layers/minimum.h"

#include "occam/layers/masked_pairs.h"
#include "occam/ops/minimum.h"

namespace occam::layers {

graph::Value Minimum::build(const Scope& scope, std::span<const graph::Value> inputs) const {
  if (inputs.size() < 2)
    throw_invalid_value("Minimum", "inputs", "at least two values", std::to_string(inputs.size()));
  return merged_pairs(scope, type, inputs, ops::minimum);
}

}  // namespace occam::layers

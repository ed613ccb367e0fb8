#include "occam/layers/maximum.h"

#include "occam/layers/masked_pairs.h"
#include "occam/ops/maximum.h"

namespace occam::layers {

graph::Value Maximum::build(const Scope& scope, std::span<const graph::Value> inputs) const {
  if (inputs.size() < 2)
    throw_invalid_value("Maximum", "inputs", "at least two values", std::to_string(inputs.size()));
  return merged_pairs(scope, type, inputs, ops::maximum);
}

}  // namespace occam::layers

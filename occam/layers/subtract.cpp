#include "occam/layers/subtract.h"

#include "occam/ops/arithmetic.h"

namespace occam::layers {

graph::Value Subtract::build(const Scope&, std::span<const graph::Value> inputs) const {
  if (inputs.size() != 2)
    throw_invalid_value("Subtract", "inputs", "two values", std::to_string(inputs.size()));
  return inputs[0] - inputs[1];
}

}  // namespace occam::layers

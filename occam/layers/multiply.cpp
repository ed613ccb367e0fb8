#include "occam/layers/multiply.h"

#include "occam/ops/arithmetic.h"

namespace occam::layers {

graph::Value Multiply::build(const Scope&, std::span<const graph::Value> inputs) const {
  if (inputs.size() < 2)
    throw_invalid_value("Multiply", "inputs", "at least two values", std::to_string(inputs.size()));
  graph::Value product = inputs[0];
  for (const graph::Value& input : inputs.subspan(1)) product = product * input;
  return product;
}

}  // namespace occam::layers

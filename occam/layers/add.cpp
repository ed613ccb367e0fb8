#include "occam/layers/add.h"

#include "occam/ops/arithmetic.h"

namespace occam::layers {

graph::Value Add::build(const Scope&, std::span<const graph::Value> inputs) const {
  if (inputs.size() < 2)
    throw_invalid_value("Add", "inputs", "at least two values", std::to_string(inputs.size()));
  graph::Value total = inputs[0];
  for (const graph::Value& input : inputs.subspan(1)) total = total + input;
  return total;
}

}  // namespace occam::layers

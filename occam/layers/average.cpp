#include "occam/layers/average.h"

#include "occam/layers/add.h"
#include "occam/ops/arithmetic.h"

namespace occam::layers {

graph::Value Average::build(const Scope& scope, std::span<const graph::Value> inputs) const {
  if (inputs.size() < 2)
    throw_invalid_value("Average", "inputs", "at least two values", std::to_string(inputs.size()));
  return Add{}.build(scope, inputs) / static_cast<double>(inputs.size());
}

}  // namespace occam::layers

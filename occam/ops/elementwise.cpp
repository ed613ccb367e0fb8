#include "occam/ops/elementwise.h"

#include "occam/base/errors.h"

namespace occam::ops {

Shape same_shape(const graph::Op& op, const std::vector<graph::Value>& inputs,
                 const graph::Attributes&) {
  for (const graph::Value& input : inputs) {
    if (input.shape() != inputs[0].shape())
      throw_invalid_value(op.name, "shape", "operands of one shape, " + to_text(inputs[0].shape()),
                          to_text(input.shape()));
  }
  return inputs[0].shape();
}

graph::Value elementwise(const graph::Op& op, std::vector<graph::Value> inputs,
                         graph::Attributes attributes) {
  graph::Graph& graph = inputs[0].graph();
  return graph.add(op, std::move(inputs), std::move(attributes));
}

}  // namespace occam::ops

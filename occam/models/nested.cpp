#include "occam/models/nested.h"

#include <algorithm>

namespace occam::models {
namespace {

/// Copies a weight of the inner model.
struct GivenWeight {
  Array given;
  static constexpr std::string_view type = "GivenWeight";
  void fill(std::span<float> values, const Shape&, RandomKey) const {
    const auto from = given.data<float>();
    std::copy(from.begin(), from.end(), values.begin());
  }
};

}  // namespace

graph::Value NestedModel::build(const layers::Scope& scope,
                                std::span<const graph::Value> inputs) const {
  if (inputs.size() != topology.inputs.size()) {
    throw InvalidArgument("Functional: takes " + std::to_string(topology.inputs.size()) +
                          " inputs. Received: " + std::to_string(inputs.size()));
  }
  if (topology.outputs.size() != 1) {
    throw InvalidArgument("Functional: a model of " + std::to_string(topology.outputs.size()) +
                          " outputs is no layer. Expected one output");
  }
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const Shape given = inputs[i].shape().tail();
    if (given == topology.inputs[i].shape) continue;
    throw_invalid_value("Functional", "input '" + topology.inputs[i].name + "'",
                        "samples of shape " + to_text(topology.inputs[i].shape), to_text(given));
  }
  const std::size_t first = scope.declared_weights();
  std::vector<graph::Value> values(inputs.begin(), inputs.end());
  for (const Topology::Call& call : topology.calls) {
    std::vector<graph::Value> arguments;
    for (const std::size_t input : call.inputs) arguments.push_back(values[input]);
    const NamedLayer& named = topology.layers[call.layer];
    values.push_back(named.layer.build(scope.child(named.name).again(call.repetition), arguments));
  }
  if (scope.declared_weights() > first) {  // not when it is called again
    for (std::size_t i = 0; i < weights.size(); ++i)
      scope.set_initializer(first + i, GivenWeight{weights[i]});
  }
  return values[topology.outputs[0].value];
}

}  // namespace occam::models

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
  return build_all(scope, inputs)[0];
}

std::vector<graph::Value> NestedModel::build_all(const layers::Scope& scope,
                                                 std::span<const graph::Value> inputs) const {
  if (inputs.size() != topology.inputs.size()) {
    throw InvalidArgument("Functional: takes " + std::to_string(topology.inputs.size()) +
                          " inputs. Received: " + std::to_string(inputs.size()));
  }
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const Shape given = inputs[i].shape().tail();
    if (topology.inputs[i].shape.could_be(given)) continue;
    throw_invalid_value("Functional", "input '" + topology.inputs[i].name + "'",
                        "samples of shape " + to_text(topology.inputs[i].shape), to_text(given));
  }
  const std::size_t first = scope.declared_weights();
  CallValues values({inputs.begin(), inputs.end()});
  for (const Topology::Call& call : topology.calls) {
    const NamedLayer& named = topology.layers[call.layer];
    values.add(scope.child(named.name).again(call.repetition), call, topology.layer_of(call));
  }
  if (scope.declared_weights() > first) {  // not when it is called again
    for (std::size_t i = 0; i < weights.size(); ++i)
      scope.set_initializer(first + i, GivenWeight{weights[i]});
  }
  std::vector<graph::Value> outputs;
  for (const Topology::Output& output : topology.outputs) outputs.push_back(values[output.value]);
  return outputs;
}

const graph::Value& CallValues::operator[](std::size_t value) const {
  if (const auto found = several_.find(value); found != several_.end()) {
    throw InvalidArgument("a model or layer of " + std::to_string(found->second.size()) +
                          " outputs is used as one value. Expected call_all(), which returns a "
                          "value of each");
  }
  return values_[value];
}

std::vector<graph::Value> CallValues::arguments(const Topology::Call& call) const {
  std::vector<graph::Value> arguments;
  for (const std::size_t input : call.inputs) arguments.push_back((*this)[input]);
  return arguments;
}

graph::Value CallValues::add(const layers::Scope& scope, const Topology::Call& call,
                             const Layer& layer) {
  if (const auto* const output = layer.as<ModelOutput>()) {
    values_.push_back(several_.at(call.inputs[0]).at(output->index));
    return values_.back();
  }
  std::vector<graph::Value> all = layer.build_all(scope, arguments(call));
  values_.push_back(all.at(0));
  if (all.size() > 1) several_.emplace(values_.size() - 1, std::move(all));
  return values_.back();
}

}  // namespace occam::models

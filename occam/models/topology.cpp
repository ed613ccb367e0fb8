#include "occam/models/topology.h"

#include <algorithm>
#include <map>
#include <set>

#include "occam/models/nested.h"

namespace occam::models {
namespace {

/// Nodes that `outputs` need, each after its inputs; without recursion, as deep as a model may be.
std::vector<Node> in_order(const std::vector<Node>& outputs) {
  struct Frame {
    Node node;
    std::size_t next = 0;
  };
  std::vector<Node> order;
  std::set<const void*> seen;
  std::vector<Frame> stack;
  for (const Node& output : outputs) {
    if (!output) throw InvalidArgument("Model: an output is an empty Node");
    if (!seen.insert(output.id()).second) continue;
    stack.push_back({output});
    while (!stack.empty()) {
      Frame& frame = stack.back();
      const std::vector<Node>& inputs = frame.node.inputs();
      if (frame.next == inputs.size()) {
        order.push_back(frame.node);
        stack.pop_back();
        continue;
      }
      const Node next = inputs[frame.next++];
      if (seen.insert(next.id()).second) stack.push_back({next});
    }
  }
  return order;
}

}  // namespace

Topology::Origin Topology::origin(std::size_t value) const {
  if (value < inputs.size()) return {value, 0};
  const Call& call = calls[value - inputs.size()];
  const auto* const output = layers[call.layer].layer.as<ModelOutput>();
  return output != nullptr ? Origin{call.inputs[0], output->index} : Origin{value, 0};
}

std::vector<std::string> Topology::usual_output_names() const {
  std::set<std::string> taken;
  std::vector<std::string> names;
  for (const Output& output : outputs) {
    const std::size_t value = origin(output.value).value;
    const std::string& base = value < inputs.size()
                                  ? inputs[value].name
                                  : layers[calls[value - inputs.size()].layer].name;
    std::string name = base;
    for (int i = 1; !taken.insert(name).second; ++i) name = base + "_" + std::to_string(i);
    names.push_back(std::move(name));
  }
  return names;
}

std::vector<std::string> Topology::input_names() const {
  std::vector<std::string> names;
  for (const Input& input : inputs) names.push_back(input.name);
  return names;
}

std::vector<std::string> Topology::output_names() const {
  std::vector<std::string> names;
  for (const Output& output : outputs) names.push_back(output.name);
  return names;
}

const NamedLayer* layer_of_model(const Topology& topology) {
  const bool is_there = !topology.layers.empty() && topology.layers[0].layer.stands_for_model();
  return is_there ? &topology.layers[0] : nullptr;
}

Topology chain(std::vector<NamedLayer> layers, const Shape& input_shape) {
  Topology topology;
  std::string input_name = "input_layer";
  for (NamedLayer& named : layers) {
    if (named.layer.is_input()) {
      input_name = named.name;
      continue;
    }
    const std::size_t before = topology.calls.size();
    topology.calls.push_back({before, {before}, 0});
    topology.layers.push_back(std::move(named));
  }
  topology.inputs.push_back({std::move(input_name), input_shape});
  const std::string& last =
      topology.layers.empty() ? topology.inputs[0].name : topology.layers.back().name;
  topology.outputs.push_back({last, topology.calls.size()});
  return topology;
}

Topology topology_of(const std::vector<Node>& inputs, const std::vector<Node>& outputs) {
  if (inputs.empty() || outputs.empty())
    throw InvalidArgument("Model: Expected at least one input and one output");
  Topology topology;
  std::map<const void*, std::size_t> value_of, layer_of;
  std::vector<Layer> input_layers, layers;
  for (const Node& input : inputs) {
    if (!input || !input.layer().is_input())
      throw InvalidArgument("Model: an input is no Input(). Expected what Input() returned");
    if (!value_of.emplace(input.id(), input_layers.size()).second)
      throw InvalidArgument("Model: an input is listed twice");
    input_layers.push_back(input.layer());
  }
  const std::vector<std::string> input_names = names_of(input_layers);
  for (std::size_t i = 0; i < inputs.size(); ++i)
    topology.inputs.push_back({input_names[i], input_layers[i].input_shape().shape()});

  std::map<std::size_t, std::int64_t> repetitions;
  std::set<const void*> reached;
  for (const Node& node : in_order(outputs)) {
    if (node.layer().is_input()) {
      if (!value_of.contains(node.id())) {
        const std::string name(node.layer().name());
        throw InvalidArgument("Model: an output depends on " +
                              (name.empty() ? std::string("an Input()") : "Input '" + name + "'") +
                              " that is not among the inputs");
      }
      reached.insert(node.id());
      continue;
    }
    const auto [place, fresh] = layer_of.emplace(node.layer().id(), layers.size());
    if (fresh) layers.push_back(node.layer());
    Topology::Call call{place->second, {}, repetitions[place->second]++, {}};
    if (!fresh) call.own = node.layer();
    for (const Node& input : node.inputs()) call.inputs.push_back(value_of.at(input.id()));
    value_of[node.id()] = inputs.size() + topology.calls.size();
    topology.calls.push_back(std::move(call));
  }
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (!reached.contains(inputs[i].id()))
      throw InvalidArgument("Model: input '" + input_names[i] + "' leads to no output");
  }
  const std::vector<std::string> names = names_of(layers);
  for (std::size_t i = 0; i < layers.size(); ++i) topology.layers.push_back({names[i], layers[i]});

  for (const Node& output : outputs) topology.outputs.push_back({"", value_of.at(output.id())});
  const std::vector<std::string> output_names = topology.usual_output_names();
  for (std::size_t i = 0; i < outputs.size(); ++i) topology.outputs[i].name = output_names[i];
  return topology;
}

std::vector<std::string> names_of(const std::vector<Layer>& layers) {
  std::set<std::string_view> given;
  for (const Layer& layer : layers) {
    if (layer.name().empty()) continue;
    if (layer.name().find('/') != std::string_view::npos) {
      throw_invalid_value(layer.type(), "name", "a name without '/', which parts paths",
                          layer.name());
    }
    if (!given.insert(layer.name()).second) {
      throw InvalidArgument("two layers are named '" + std::string(layer.name()) +
                            "'. Expected different names");
    }
  }
  std::map<std::string, int> used;
  std::vector<std::string> names;
  for (const Layer& layer : layers) {
    if (!layer.name().empty()) {
      names.emplace_back(layer.name());
      continue;
    }
    // The next free number: a name that the user has given is taken.
    const std::string base = layer.is_input() ? "input_layer" : snake_case(layer.type());
    std::string name;
    do {
      const int count = used[base]++;
      name = count == 0 ? base : base + "_" + std::to_string(count);
    } while (given.contains(name));
    names.push_back(name);
  }
  return names;
}

std::string snake_case(std::string_view class_name) {
  std::string text;
  for (std::size_t i = 0; i < class_name.size(); ++i) {
    const char c = class_name[i];
    const auto is_lower = [&](std::size_t at) {
      return at < class_name.size() && class_name[at] >= 'a' && class_name[at] <= 'z';
    };
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper && i > 0 && (is_lower(i - 1) || is_lower(i + 1))) text += '_';
    text += upper ? static_cast<char>(c + 32) : c;
  }
  return text;
}

}  // namespace occam::models

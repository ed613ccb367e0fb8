#include "occam/graph/graph.h"

#include <algorithm>

#include "occam/base/errors.h"

namespace occam::graph {

void Value::throw_empty() {
  throw_invalid_value("graph", "value", "a value of a graph", "an empty one");
}

Value Graph::add(const Op& op, std::vector<Value> inputs, Attributes attributes) {
  for (const Value& input : inputs) {
    if (&input.graph() != this)
      throw_invalid_value(op.name, "input", "a value of the graph that is being built",
                          "a value of another graph");
  }
  Node node;
  node.op = &op;
  node.shape = op.infer(op, inputs, attributes);
  const bool shared =
      op.kind == Kind::kInput || op.kind == Kind::kConstant ||
      (!inputs.empty() && std::all_of(inputs.begin(), inputs.end(), [](const Value& v) {
        return v.node().models == ModelsAxis::kShared;
      }));
  node.models = shared ? ModelsAxis::kShared : ModelsAxis::kPerMember;
  node.inputs = std::move(inputs);
  node.attributes = std::move(attributes);
  nodes_.push_back(std::move(node));
  return Value(this, size() - 1);
}

Value Graph::output(std::string_view name) {
  for (const auto& [key, id] : outputs_) {
    if (key == name) return value(id);
  }
  return {};
}

}  // namespace occam::graph

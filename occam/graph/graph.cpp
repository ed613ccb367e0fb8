#include "occam/graph/graph.h"

#include <algorithm>

#include "occam/base/errors.h"

namespace occam::graph {

Value Graph::add(const Op& op, std::vector<Value> inputs, Attributes attributes) {
  Node node;
  node.op = &op;
  node.shape = op.infer(inputs, attributes);
  const bool shared =
      op.kind == Kind::kInput || op.kind == Kind::kConstant ||
      (!inputs.empty() && std::all_of(inputs.begin(), inputs.end(), [](const Value& v) {
        return v.node().models == ModelsAxis::kShared;
      }));
  node.models = shared ? ModelsAxis::kShared : ModelsAxis::kPerMember;
  for (const Value& input : inputs)
    check_internal(&input.graph() == this, "a value of another graph");
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

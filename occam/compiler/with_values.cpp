#include "occam/compiler/with_values.h"

#include <map>

#include "occam/base/errors.h"
#include "occam/graph/order.h"

namespace occam::compiler {

using graph::Value;

Value with_values(const Value& result, std::span<const Value> variables,
                  std::span<const Value> values) {
  check_internal(variables.size() == values.size(), "not one value for each variable");
  graph::Graph& graph = result.graph();
  std::map<std::size_t, Value> by_variable;
  for (std::size_t i = 0; i < variables.size(); ++i)
    by_variable[variables[i].node().attributes.variable] = values[i];
  std::map<int, Value> again;  // of what depends on one of the variables
  const int root = result.id();
  for (const int id : graph::canonical_order(graph, {&root, 1})) {
    const graph::Node& node = graph[id];
    if (node.op->kind == graph::Kind::kVariable) {
      const auto found = by_variable.find(node.attributes.variable);
      if (found != by_variable.end()) again[id] = found->second;
      continue;
    }
    std::vector<Value> inputs = node.inputs;
    bool depends = false;
    for (Value& input : inputs) {
      const auto found = again.find(input.id());
      if (found == again.end()) continue;
      input = found->second;
      depends = true;
    }
    if (depends) again[id] = graph.add(*node.op, std::move(inputs), node.attributes);
  }
  const auto found = again.find(root);
  return found == again.end() ? result : found->second;
}

}  // namespace occam::compiler

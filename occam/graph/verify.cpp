#include "occam/graph/verify.h"

#include <set>

#include "occam/base/errors.h"

namespace occam::graph {

void verify(const Graph& graph, std::string_view stage) {
  const auto fail = [&](int id, const std::string& what) {
    throw InternalError("graph after " + std::string(stage) + ", node " + std::to_string(id) +
                        ": " + what);
  };
  std::set<std::size_t> assigned;
  for (int id = 0; id < graph.size(); ++id) {
    const Node& node = graph[id];
    if (node.op == nullptr) fail(id, "no op");
    if ((node.op->kind == Kind::kKernel) != (node.op->lower != nullptr))
      fail(id, std::string(node.op->name) + ": kernels of their own, and no other ops, have lower");
    for (const Value& input : node.inputs) {
      if (&input.graph() != &graph) fail(id, "an input of another graph");
      if (input.id() < 0 || input.id() >= id) fail(id, "an input that does not come before it");
      if (input.node().op->kind == Kind::kAssign) fail(id, "reads an assignment");
    }
    if (node.op->kind == Kind::kKernel && node.shape.rank() == 0)
      fail(id, std::string(node.op->name) + ": a kernel gives a tensor, not a scalar");
    if (node.op->infer(*node.op, node.inputs, node.attributes) != node.shape) {
      fail(id, std::string(node.op->name) + " has shape " + to_text(node.shape) +
                   ", its rule gives another");
    }
    if (node.op->kind == Kind::kAssign) {
      const Node& target = node.inputs[0].node();
      if (target.op->kind != Kind::kVariable) fail(id, "assigns to something that is no variable");
      if (!assigned.insert(target.attributes.variable).second)
        fail(id, "assigns a variable for the second time");
    }
  }
  for (const auto& [name, id] : graph.outputs()) {
    if (id < 0 || id >= graph.size()) fail(id, "output '" + name + "' does not exist");
  }
}

}  // namespace occam::graph

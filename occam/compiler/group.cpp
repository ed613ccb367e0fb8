#include "occam/compiler/group.h"

#include "occam/ops/matmul.h"

namespace occam::compiler {

using graph::Graph;
using graph::Kind;
using graph::Node;
using graph::Value;

Domain domain_of(const Shape& shape) { return {ops::matrix_rows(shape), shape.back()}; }

namespace {

const char* name_of(Group::Kind kind) {
  switch (kind) {  // no default: the compiler warns of a kind that is forgotten
    case Group::kTile:
      return "tile";
    case Group::kMatmul:
      return "matmul";
    case Group::kKernel:
      return "kernel";
    case Group::kScalar:
      return "scalar";
  }
  return "unknown";
}

}  // namespace

bool is_memory(const Node& node) {
  return node.op->kind == Kind::kInput || node.op->kind == Kind::kVariable ||
         node.op->kind == Kind::kConstant;
}

Value root_of(const Value& value) {
  Value root = value;
  while (root.node().op->kind == Kind::kAlias) root = root.node().inputs[0];
  return root;
}

bool is_virtual(const Node& node) {
  return is_memory(node) || node.op->kind == Kind::kBroadcast || node.op->kind == Kind::kAlias;
}

std::vector<bool> stored_nodes(Graph& graph, const Groups& groups) {
  std::vector<bool> stored(static_cast<std::size_t>(graph.size()));
  const auto mark = [&](const Value& value) {
    stored[static_cast<std::size_t>(root_of(value).id())] = true;
  };
  for (const auto& [name, id] : graph.outputs()) mark(graph.value(id));
  std::vector<int> last_in(static_cast<std::size_t>(graph.size()), -1);  // by node, a group
  for (int g = 0; g < static_cast<int>(groups.groups.size()); ++g) {
    const Group& group = groups.groups[static_cast<std::size_t>(g)];
    for (const int id : group.nodes) last_in[static_cast<std::size_t>(id)] = g;
    for (const int id : group.nodes) {
      const Node& node = graph[id];
      const bool kernel = node.op->kind == Kind::kMatmul || node.op->kind == Kind::kKernel;
      if (kernel || node.op->kind == Kind::kReduce || node.op->kind == Kind::kBroadcast) {
        stored[static_cast<std::size_t>(id)] = true;
      }
      for (const Value& input : node.inputs) {
        const Value root = root_of(input);
        if (root.node().op->kind == Kind::kBroadcast && !kernel) {
          mark(root.node().inputs[0]);
        } else if (kernel || last_in[static_cast<std::size_t>(root.id())] != g) {
          mark(root);
        }
      }
    }
  }
  return stored;
}

std::string to_text(const Groups& groups, const Graph& graph) {
  std::string text;
  for (std::size_t g = 0; g < groups.groups.size(); ++g) {
    const Group& group = groups.groups[g];
    if (group.nodes.empty()) continue;
    text += "group " + std::to_string(g) + " " + name_of(group.kind) + " " +
            std::to_string(group.rows) + "x" + std::to_string(group.cols) + ":";
    for (const int id : group.nodes)
      text += " %" + std::to_string(id) + "=" + std::string(graph[id].op->name);
    text += "\n";
  }
  return text;
}

}  // namespace occam::compiler

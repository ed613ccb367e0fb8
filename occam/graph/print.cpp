#include "occam/graph/print.h"

#include <fmt/format.h>

namespace occam::graph {
namespace {

/// What tells this node from another of its op: a number, a name, transpositions, axes.
std::string details(const Graph& graph, const Node& node) {
  const Attributes& attributes = node.attributes;
  switch (node.op->kind) {
    case Kind::kConstant:
      return fmt::format(" {}", attributes.number.value);
    case Kind::kInput:
      return fmt::format(" '{}'", attributes.name);
    case Kind::kVariable:
      return fmt::format(" '{}'", graph.layout()[attributes.variable].path);
    default:
      break;
  }
  std::string text;
  const auto add_list = [&](const char* name, const std::vector<std::int64_t>& list) {
    if (!list.empty()) text += fmt::format(" {}={}", name, tuple_text(list));
  };
  if (attributes.transpose_a) text += " A^T";
  if (attributes.transpose_b) text += " B^T";
  if (attributes.number.value != 0) text += fmt::format(" number={}", attributes.number.value);
  if (attributes.stream != 0) text += fmt::format(" stream={}", attributes.stream);
  add_list("axes", attributes.axes);
  add_list("begin", attributes.begin);
  add_list("end", attributes.end);
  return text;
}

}  // namespace

std::string to_text(const Graph& graph) {
  std::string text;
  for (int id = 0; id < graph.size(); ++id) {
    const Node& node = graph[id];
    text += fmt::format("%{} = {}{}(", id, node.op->name, details(graph, node));
    for (std::size_t i = 0; i < node.inputs.size(); ++i) {
      text += fmt::format("{}%{}", i > 0 ? ", " : "", node.inputs[i].id());
    }
    text += fmt::format(") : {}{}\n", to_text(node.shape),
                        node.models == ModelsAxis::kShared ? " shared" : "");
  }
  for (const auto& [name, id] : graph.outputs()) text += fmt::format("output {} = %{}\n", name, id);
  return text;
}

std::string to_dot(const Graph& graph) {
  std::string text = "digraph occam {\n  rankdir=LR; node [shape=box, fontname=\"sans-serif\"];\n";
  for (int id = 0; id < graph.size(); ++id) {
    const Node& node = graph[id];
    text += fmt::format("  n{} [label=\"{}{}\\n{}\"];\n", id, node.op->name, details(graph, node),
                        to_text(node.shape));
    for (const Value& input : node.inputs) text += fmt::format("  n{} -> n{};\n", input.id(), id);
  }
  for (const auto& [name, id] : graph.outputs()) {
    text += fmt::format("  out_{0} [label=\"{0}\", shape=ellipse]; n{1} -> out_{0};\n", name, id);
  }
  return text + "}\n";
}

}  // namespace occam::graph

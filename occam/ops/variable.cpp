#include "occam/ops/variable.h"

namespace occam::ops {
namespace {

Shape infer(const graph::Op&, const std::vector<graph::Value>&,
            const graph::Attributes& attributes) {
  return attributes.shape;
}

runtime::VariableType type_of(runtime::Role role, const Shape& shape) {
  if (role == runtime::Role::kCounter || role == runtime::Role::kSeed)
    return runtime::VariableType::kUint64;
  return shape.rank() == 0 ? runtime::VariableType::kFloat64 : runtime::VariableType::kFloat32;
}

}  // namespace

const graph::Op variable_op{.name = "variable", .kind = graph::Kind::kVariable, .infer = infer};

graph::Value variable(graph::Graph& graph, std::size_t index) {
  return graph.add(variable_op, {}, {.variable = index, .shape = graph.layout()[index].shape});
}

graph::Value variable(graph::Graph& graph, std::string path, Shape shape, runtime::Role role,
                      const Range& range) {
  const runtime::VariableType type = type_of(role, shape);
  return variable(graph,
                  graph.layout().declare(std::move(path), std::move(shape), type, role, range));
}

}  // namespace occam::ops

#include "occam/models/result_shapes.h"

#include "occam/models/topology.h"
#include "occam/ops/input.h"
#include "occam/runtime/state.h"

namespace occam::models {

std::vector<Shape> result_shapes(const Layer& layer, const std::vector<Shape>& inputs) {
  runtime::StateLayout layout;
  graph::Graph graph(layout);
  layout.declare("seed", {}, runtime::VariableType::kUint64, runtime::Role::kSeed);
  layout.declare("step", {}, runtime::VariableType::kUint64, runtime::Role::kCounter);
  ops::Scope::Numbers numbers;
  layers::Declared declared;
  const layers::Scope scope(graph, snake_case(layer.type()), numbers, declared,
                            layers::Pass::kInference);
  std::vector<graph::Value> values;
  for (const Shape& shape : inputs)
    values.push_back(ops::input(graph, "x" + std::to_string(values.size()), shape));
  std::vector<Shape> shapes;
  for (const graph::Value& result : layer.build_all(scope, values))
    shapes.push_back(result.shape());
  return shapes;
}

}  // namespace occam::models

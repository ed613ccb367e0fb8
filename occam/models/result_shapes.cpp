#include "occam/models/result_shapes.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "occam/models/topology.h"
#include "occam/ops/input.h"
#include "occam/runtime/state.h"

namespace occam::models {

std::vector<Shape> result_shapes(const Layer& layer, const std::vector<Shape>& inputs,
                                 const std::vector<std::size_t>& mask_ranks) {
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
  for (std::size_t i = 0; i < values.size() && i < mask_ranks.size(); ++i) {
    if (mask_ranks[i] == 0) continue;
    const auto axes = static_cast<std::ptrdiff_t>(
        std::min(mask_ranks[i], static_cast<std::size_t>(inputs[i].rank())));
    const Shape masked(std::vector<std::int64_t>(inputs[i].begin(), inputs[i].begin() + axes));
    scope.set_mask(values[i], ops::input(graph, "mask" + std::to_string(i), masked));
  }
  std::vector<Shape> shapes;
  for (const graph::Value& result : layer.build_all(scope, values))
    shapes.push_back(result.shape());
  return shapes;
}

}  // namespace occam::models

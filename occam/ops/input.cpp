#include "occam/ops/input.h"

#include "occam/base/errors.h"

namespace occam::ops {
namespace {

Shape infer(const graph::Op& op, const std::vector<graph::Value>&,
            const graph::Attributes& attributes) {
  if (attributes.shape.rank() == 0)
    throw_invalid_value(op.name, "shape", "rank >= 1", to_text(attributes.shape));
  return attributes.shape;
}

}  // namespace

const graph::Op input_op{.name = "input", .kind = graph::Kind::kInput, .infer = infer};

graph::Value input(graph::Graph& graph, std::string name, Shape shape) {
  return graph.add(input_op, {}, {.name = std::move(name), .shape = std::move(shape)});
}

}  // namespace occam::ops

#include "occam/ops/constant.h"

namespace occam::ops {
namespace {

Shape infer(const graph::Op&, const std::vector<graph::Value>&, const graph::Attributes&) {
  return {};
}

}  // namespace

const graph::Op constant_op{.name = "constant", .kind = graph::Kind::kConstant, .infer = infer};

graph::Value constant(graph::Graph& graph, double value) {
  return graph.add(constant_op, {}, {.number = value});
}

}  // namespace occam::ops

#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// Memory of the batch that the caller fills before a step: float32 of `shape`, shared by the
/// members of a stack.
graph::Value input(graph::Graph& graph, std::string name, Shape shape);
extern const graph::Op input_op;

}  // namespace occam::ops

#pragma once

#include "occam/graph/graph.h"

namespace occam::graph {

/// Checks the invariants that every pass must keep: inputs come before their node and belong to the
/// same graph, shapes are what the op's shape rule gives, an assignment's target is a variable of
/// the same shape and is assigned once, outputs exist. Throws InternalError that names `stage` and
/// the node.
void verify(const Graph& graph, std::string_view stage);

}  // namespace occam::graph

#pragma once

#include <span>
#include <vector>

#include "occam/graph/graph.h"

namespace occam::graph {

/// The nodes that `roots` need, each after its inputs: depth first, inputs in their order. Depends
/// on the computation alone, not on the order in which nodes were added, which a C++ compiler may
/// choose inside an expression. Passes that add or group numbers follow it, so that every compiler
/// gives the same bits.
std::vector<int> canonical_order(const Graph& graph, std::span<const int> roots);

}  // namespace occam::graph

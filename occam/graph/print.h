#pragma once

#include <string>

#include "occam/graph/graph.h"

namespace occam::graph {

/// One line a node: `%7 = multiply(%3, %5) : (32, 16)`.
std::string to_text(const Graph& graph);

/// The graph in Graphviz's DOT language.
std::string to_dot(const Graph& graph);

}  // namespace occam::graph

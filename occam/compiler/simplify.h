#pragma once

#include <memory>

#include "occam/graph/graph.h"

namespace occam::compiler {

/// A smaller graph with the same outputs and assignments: equal nodes become one, what nothing
/// reads is dropped, arithmetic on constants is done now, scalar factors are multiplied together
/// before they meet a tensor, aliases that change neither shape nor memory disappear. No rule
/// changes a result for NaN or infinity.
std::unique_ptr<graph::Graph> simplify(graph::Graph& graph);

}  // namespace occam::compiler

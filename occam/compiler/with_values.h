#pragma once

#include <span>

#include "occam/graph/graph.h"

namespace occam::compiler {

/// `result` once more, worked out from `values` in the place of `variables`: what depends on them
/// is added to the graph again, the rest shared; random numbers are the same. Nothing is assigned
/// by it.
graph::Value with_values(const graph::Value& result, std::span<const graph::Value> variables,
                         std::span<const graph::Value> values);

}  // namespace occam::compiler

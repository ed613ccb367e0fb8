#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// The value at the start of the step of variable `index` of the graph's StateLayout. A uint64
/// variable reads as float64.
graph::Value variable(graph::Graph& graph, std::size_t index);

/// Declares (or finds) a variable in the graph's layout and reads it.
graph::Value variable(graph::Graph& graph, std::string path, Shape shape, runtime::Role role,
                      const Range& range = {});

extern const graph::Op variable_op;

}  // namespace occam::ops

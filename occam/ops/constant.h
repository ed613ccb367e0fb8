#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// A float64 scalar that is part of the graph (a dimension, a 2). Hyper-parameters are variables
/// instead.
graph::Value constant(graph::Graph& graph, double value);
extern const graph::Op constant_op;

}  // namespace occam::ops

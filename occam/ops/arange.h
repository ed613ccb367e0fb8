#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// 0, 1, ... size - 1: a vector [size]. Source: NumPy and Keras 3, arange.
graph::Value arange(graph::Graph& graph, std::int64_t size);

/// Reads shape.
extern const graph::Op arange_op;

}  // namespace occam::ops

#pragma once

#include <cstddef>
#include <vector>

#include "occam/graph/graph.h"
#include "occam/runtime/plan.h"

namespace occam::graph {

/// How an op of kind kKernel computes a node, for one member of a stack: kernel calls that run in
/// this order. Operands of each: the node's inputs, then its result: float32 tensors, scalars one
/// float64. Items of a call may be cut anywhere and run at once: the bits must not depend on it.
struct OpCalls {
  std::vector<runtime::Call> calls;
  std::size_t scratch_bytes = 0;  ///< that a worker needs for any of them
};

}  // namespace occam::graph

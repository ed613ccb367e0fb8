#pragma once

#include <vector>

#include "occam/graph/graph.h"

namespace occam::ops {

/// Gradient rule of an op whose result does not change with its inputs almost everywhere: signs,
/// comparisons, positions. Zero by every input.
std::vector<graph::Value> zero_gradient(const graph::Value& result, const graph::Value& upstream);

}  // namespace occam::ops

#pragma once

#include <vector>

#include "occam/graph/graph.h"

namespace occam::ops {

/// Shape rule of elementwise ops: all inputs have one shape, which is the result's.
/// Throws InvalidArgument for others.
Shape same_shape(const graph::Op& op, const std::vector<graph::Value>& inputs,
                 const graph::Attributes& attributes);

/// Adds a node of an elementwise op.
graph::Value elementwise(const graph::Op& op, std::vector<graph::Value> inputs,
                         graph::Attributes attributes = {});

}  // namespace occam::ops

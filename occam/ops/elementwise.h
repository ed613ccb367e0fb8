#pragma once

#include <vector>

#include "occam/graph/graph.h"

namespace occam::ops {

/// Shape rule of elementwise ops: all inputs have one shape, which is the result's.
Shape same_shape(const std::vector<graph::Value>& inputs, const graph::Attributes& attributes);

/// Adds an elementwise node. REQUIRES: inputs of one shape.
graph::Value elementwise(const graph::Op& op, std::vector<graph::Value> inputs,
                         graph::Attributes attributes = {});

}  // namespace occam::ops

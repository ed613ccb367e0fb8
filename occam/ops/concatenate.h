#pragma once

#include <cstdint>
#include <vector>

#include "occam/graph/graph.h"

namespace occam::ops {

/// Tensors one behind the other along `axis`; the other axes are equal. Source: Keras 3,
/// ops.concatenate.
graph::Value concatenate(const std::vector<graph::Value>& values, std::int64_t axis = -1);

/// Reads axes: the one axis.
extern const graph::Op concatenate_op;

}  // namespace occam::ops

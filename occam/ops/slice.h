#pragma once

#include <cstdint>
#include <vector>

#include "occam/graph/graph.h"

namespace occam::ops {

/// The box of x that begins at `start_indices` and has `shape`: one number an axis. Gradient: the
/// rest of x gets zeros. Source: Keras 3, ops.slice.
graph::Value slice(const graph::Value& x, std::vector<std::int64_t> start_indices,
                   const Shape& shape);

/// Reads begin and shape.
extern const graph::Op slice_op;

}  // namespace occam::ops

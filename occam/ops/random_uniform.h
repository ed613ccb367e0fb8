#pragma once

#include <cstdint>

#include "occam/graph/graph.h"

namespace occam::ops {

/// Element i is uniform(seed, stream, step, i) in [0, 1), 24 bits; seed and step are the member's
/// variables of these names. The numbers of two streams are independent.
graph::Value random_uniform(graph::Graph& graph, const Shape& shape, std::uint32_t stream);
/// Standard normal numbers of two such streams, by Box and Muller's transform; of size 5.8 at most.
graph::Value random_normal(graph::Graph& graph, const Shape& shape, std::uint32_t radius_stream,
                           std::uint32_t angle_stream);

/// Reads shape and stream.
extern const graph::Op random_uniform_op;

}  // namespace occam::ops

#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// By row: the root x >= 0 of sum((p / (x + t))^2) = 1, or 0 where that sum is not above 1 at 0:
/// the norm of a group's proximal point (kernels/group_radius.h). p, t: (..., n) of one shape, t >=
/// 0; returns the shape without its last axis. It has no gradient.
graph::Value group_radius(const graph::Value& p, const graph::Value& t);

extern const graph::Op group_radius_op;

}  // namespace occam::ops

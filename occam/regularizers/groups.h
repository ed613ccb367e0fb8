#pragma once

#include <string>

#include "occam/graph/graph.h"

namespace occam::regularizers {

/// The groups of a weight: the rows of a kernel ("rows", an input each) or its columns ("columns",
/// a unit each). The last axis numbers the columns, all others the rows; a vector is one row.

/// sqrt(size of a group); all groups of a weight have one size.
double root_of_group_size(const Shape& shape, const std::string& groups);
/// The norms of the groups, a vector. Their gradient is 0 where a group is 0.
graph::Value norms_of_groups(const graph::Value& weight, const std::string& groups);
/// argmin over u of sum over groups g of limit * ||u_g|| + sum((u - point)^2 / (2 step)): u = point
/// * x / (x + step * limit), x the norm of the group's u (ops/group_radius.h). `limit`: a scalar;
/// `step`: a scalar or of the point's shape.
graph::Value shrunk_groups(const graph::Value& point, const graph::Value& limit,
                           const graph::Value& step, const std::string& groups);

}  // namespace occam::regularizers

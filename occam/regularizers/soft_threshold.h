#pragma once

#include "occam/graph/graph.h"

namespace occam::regularizers {

/// sign(point) * max(|point| - l1 * step, 0): the proximal point of l1 * sum(|w|). `l1`: a scalar;
/// `step`: a scalar or of the point's shape. Written point - clip(point, -l1 * step, l1 * step),
/// which is +0 where the result is 0, and which the compiler knows as a part of an update.
graph::Value soft_threshold(const graph::Value& point, const graph::Value& l1,
                            const graph::Value& step);

}  // namespace occam::regularizers

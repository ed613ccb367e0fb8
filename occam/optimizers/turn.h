#pragma once

#include <cstdint>

#include "occam/graph/graph.h"

namespace occam::optimizers {

/// 1 when `period` divides `step`, else 0; scalars.
graph::Value is_turn(const graph::Value& step, std::int64_t period);

/// `condition`, a scalar, decides between two values of one shape.
graph::Value choose(const graph::Value& condition, const graph::Value& a, const graph::Value& b);

}  // namespace occam::optimizers

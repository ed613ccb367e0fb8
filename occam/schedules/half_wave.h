#pragma once

#include "occam/graph/graph.h"

namespace occam::schedules {

/// (1 + cos(pi * x)) / 2 for a scalar x in [0, 1]: from 1 down to exactly 0, the same bits
/// everywhere.
graph::Value half_wave(const graph::Value& x);

}  // namespace occam::schedules

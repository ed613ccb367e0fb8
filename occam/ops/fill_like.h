#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// The number `value` in the shape of `like`.
graph::Value fill_like(const graph::Value& like, double value);

}  // namespace occam::ops

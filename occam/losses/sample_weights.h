#pragma once

#include "occam/graph/graph.h"

namespace occam::losses {

/// One weight a sample, [batch], or for its first axes too, [batch, steps], repeated to `shape` =
/// [batch, steps, ...].
graph::Value repeat_weights(const graph::Value& weights, const Shape& shape);

}  // namespace occam::losses

#pragma once

#include "occam/graph/graph.h"
#include "occam/ops/axes.h"

namespace occam::ops {

/// sum(x) / number of elements: a float64 scalar.
graph::Value mean(const graph::Value& x);
/// The same over some axes, as ops::sum takes them. Source: Keras 3, ops.mean.
graph::Value mean(const graph::Value& x, const Axes& axes, bool keepdims = false);

}  // namespace occam::ops

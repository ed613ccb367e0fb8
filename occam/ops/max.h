#pragma once

#include "occam/graph/graph.h"
#include "occam/ops/axes.h"

namespace occam::ops {

/// Largest element: a float64 scalar. NaN where there is one.
graph::Value max(const graph::Value& x);
/// Largest elements over some axes, as ops::sum takes them. The gradient is shared equally by the
/// elements that are the largest, as TensorFlow and JAX share it. Source: Keras 3, ops.max.
graph::Value max(const graph::Value& x, const Axes& axes, bool keepdims = false);

/// Over the middle axis of a tensor of rank 3.
extern const graph::Op max_axis_op;

}  // namespace occam::ops

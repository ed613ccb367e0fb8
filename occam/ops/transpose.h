#pragma once

#include "occam/graph/graph.h"
#include "occam/ops/axes.h"

namespace occam::ops {

/// The same elements with other axes first: axis k of the result is axis axes[k] of x; no axes:
/// reversed. Source: Keras 3, ops.transpose.
graph::Value transpose(const graph::Value& x, const Axes& axes = {});

/// Reads axes.
extern const graph::Op transpose_op;

}  // namespace occam::ops

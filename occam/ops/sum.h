#pragma once

#include "occam/graph/graph.h"
#include "occam/ops/axes.h"

namespace occam::ops {

/// Sum of all elements: a float64 scalar. The order of the additions is defined in
/// kernels/tile_program.h.
graph::Value sum(const graph::Value& x);
/// Sum over every axis but the last: [..., cols] -> [cols]. A vector is returned as it is.
graph::Value sum_rows(const graph::Value& x);
/// Sum over the last axis: [..., cols] -> [...]. REQUIRES: rank >= 2.
graph::Value sum_columns(const graph::Value& x);

/// Sum over some axes, the last ones first; over all axes as sum(x) above. `keepdims`: they remain,
/// with size 1. Source: Keras 3, ops.sum.
graph::Value sum(const graph::Value& x, const Axes& axes, bool keepdims = false);

/// sum_axis_op: over the middle axis of a tensor of rank 3.
extern const graph::Op sum_op, sum_rows_op, sum_columns_op, sum_axis_op;

}  // namespace occam::ops

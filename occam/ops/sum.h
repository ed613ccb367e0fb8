#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// Sum of all elements: a float64 scalar. The order of the additions is defined in
/// kernels/tile_program.h.
graph::Value sum(const graph::Value& x);
/// Sum over every axis but the last: [..., cols] -> [cols]. A vector is returned as it is.
graph::Value sum_rows(const graph::Value& x);
/// Sum over the last axis: [..., cols] -> [...]. REQUIRES: rank >= 2.
graph::Value sum_columns(const graph::Value& x);

extern const graph::Op sum_op, sum_rows_op, sum_columns_op;

}  // namespace occam::ops

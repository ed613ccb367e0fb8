#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// A product of its own for each group: x [rows, groups, k], weights [groups, k, n] -> [rows,
/// groups, n], result[r, g, :] = x[r, g, :] weights[g]; transposed: weights [groups, n, k]. Sums as
/// defined in kernels/gemm.h. Source: Keras 3, ops.einsum("rgk,gkn->rgn", x, weights).
graph::Value group_matmul(const graph::Value& x, const graph::Value& weights,
                          bool transpose_weights = false);

/// group_matmul_gradient: by the weights, [groups, k, n] = x[:, g, :]^T upstream[:, g, :].
extern const graph::Op group_matmul_op, group_matmul_gradient_op;

}  // namespace occam::ops

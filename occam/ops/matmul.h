#pragma once

#include "occam/graph/graph.h"

namespace occam::ops {

/// op(a) op(b), op transposing when asked; sums as defined in kernels/gemm.h. `a` of rank > 2 is
/// taken as the matrix [product of leading axes, last axis]; `b` has rank 2. Result [..., n], or
/// [m, n] when a is transposed.
graph::Value matmul(const graph::Value& a, const graph::Value& b, bool transpose_a = false,
                    bool transpose_b = false);
extern const graph::Op matmul_op;

/// Rows of a tensor seen as a matrix: the product of all axes but the last.
std::int64_t matrix_rows(const Shape& shape);

}  // namespace occam::ops

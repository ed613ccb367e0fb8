#pragma once

#include <cstdint>

namespace occam::kernels {

// Row-wise kernels on row-major float32 [rows, cols], for rows [row_begin, row_end). NaN in a row
// makes the row's results NaN; they never become 0. Sums over a row are the sum32 of
// tile_program.h.

/// y = exp(x - max(x)) / sum(exp(x - max(x))). `y` may be `x`. A row of all -inf or with +inf gives
/// NaN.
void softmax(const float* x, float* y, std::int64_t cols, std::int64_t row_begin,
             std::int64_t row_end);

/// dx = (dy - sum(dy * y)) * y.
void softmax_gradient(const float* y, const float* dy, float* dx, std::int64_t cols,
                      std::int64_t row_begin, std::int64_t row_end);

/// loss[r] = log(sum(exp(x - max))) - (x[label] - max); label[r] is an integer stored as float32.
/// A label outside [0, cols) gives NaN (labels are checked before training).
void sparse_softmax_cross_entropy(const float* x, const float* label, float* loss,
                                  std::int64_t cols, std::int64_t row_begin, std::int64_t row_end);

/// dx[r, c] = (softmax(x)[r, c] - (c == label[r])) * dloss[r].
void sparse_softmax_cross_entropy_gradient(const float* x, const float* label, const float* dloss,
                                           float* dx, std::int64_t cols, std::int64_t row_begin,
                                           std::int64_t row_end);

/// The same of y = softmax(x): dx[r, c] = (y[r, c] - (c == label[r])) * dloss[r].
void sparse_gradient_of_softmax(const float* y, const float* label, const float* dloss, float* dx,
                                std::int64_t cols, std::int64_t row_begin, std::int64_t row_end);

/// loss[r] = sum over c of target[r, c] * (log(sum(exp(x - max))) - (x[r, c] - max)).
void softmax_cross_entropy(const float* x, const float* target, float* loss, std::int64_t cols,
                           std::int64_t row_begin, std::int64_t row_end);

/// dx[r, c] = (softmax(x)[r, c] * sum(target[r]) - target[r, c]) * dloss[r].
void softmax_cross_entropy_gradient(const float* x, const float* target, const float* dloss,
                                    float* dx, std::int64_t cols, std::int64_t row_begin,
                                    std::int64_t row_end);

/// index[r] = position of the row's largest value (first of equals; a NaN counts as largest, as
/// NumPy).
void argmax(const float* x, float* index, std::int64_t cols, std::int64_t row_begin,
            std::int64_t row_end);

}  // namespace occam::kernels

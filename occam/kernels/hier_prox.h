#pragma once

#include <cstddef>
#include <cstdint>

namespace occam::kernels {

/// Sizes of hier_prox's rows.
struct HierProxSizes {
  std::int64_t skips = 0;    ///< K: numbers of p and s
  std::int64_t bounded = 0;  ///< H: numbers of a and q
};

/// By row b = p * x / (x + s * f(x)), x >= 0 the root of sum over k of (p_k / (x + s_k f(x)))^2 = 1
/// with f(x) = limit - sum over h of q_h max(a_h - x, 0), or b = 0 where there is none or p = 0:
/// the b of argmin over b, W of limit ||b|| + sum((b - p)^2 / (2 s)) + sum((W - u)^2 / (2 t)) with
/// |W| <= M ||b||, where a = |u| / M and q = M^2 / t. The a are sorted, the place of x among them
/// is found by bisection; between two of them f is a line, and the root is in closed form where all
/// s are equal, else by Newton steps between bounds to 1e-12 of itself. NaN where a number of the
/// row is not finite, but q = inf (t = 0), which holds x >= a. Costs (H + K) log H a row. p, s:
/// [rows, skips]; a, q: [rows, bounded]; limit: [rows]; a, q, s, limit >= 0. scratch:
/// scratch_bytes(). Source: Lemhadri, Ruan, Abraham and Tibshirani 2021, "LassoNet", algorithm 2
/// and proposition 5 (all steps equal); the metric is that of Yun, Lozano and Yang 2021.
void hier_prox(const float* p, const float* s, const float* a, const float* q, const float* limit,
               float* b, const HierProxSizes& sizes, std::byte* scratch, std::int64_t row_begin,
               std::int64_t row_end);

std::size_t hier_prox_scratch_bytes(const HierProxSizes& sizes);

}  // namespace occam::kernels

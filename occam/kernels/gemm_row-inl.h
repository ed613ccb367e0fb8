// One row times a matrix that is larger than the first cache, once per instruction set: B's rows
// are read from end to end, a few at a time, as the memory likes it. Included by gemm.cpp only.

#if defined(OCCAM_KERNELS_GEMM_ROW_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OCCAM_KERNELS_GEMM_ROW_INL_H_
#undef OCCAM_KERNELS_GEMM_ROW_INL_H_
#else
#define OCCAM_KERNELS_GEMM_ROW_INL_H_
#endif

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "occam/kernels/gemm_micro-inl.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Panels of one row read so short a piece of each row of B that the memory cannot run ahead.
constexpr bool kSweeps = [] {
  int widest = 0;
  for (std::size_t w = 0; w < kWidths.size(); ++w) {
    if (kRowLimits[w] > 0) widest = kWidths[w];
  }
  return widest * kLanes < 256;
}();

/// Goes on with the chains of all columns over kDepth values of k; the first begin at +0.
template <int kDepth, bool kFirst>
HWY_INLINE void ExtendChains(const float* x, std::ptrdiff_t x_k, const float* b,
                             std::ptrdiff_t stride, std::ptrdiff_t columns, float* chain) {
  const D d;
  V factor[kDepth];
  HWY_UNROLL(6)
  for (int i = 0; i < kDepth; ++i) factor[i] = hn::Set(d, x[i * x_k]);
  std::ptrdiff_t j = 0;
  for (; j + kLanes <= columns; j += kLanes) {
    V sum = kFirst ? hn::Zero(d) : hn::LoadU(d, chain + j);
    HWY_UNROLL(6)
    for (int i = 0; i < kDepth; ++i)
      sum = hn::MulAdd(factor[i], hn::LoadU(d, b + i * stride + j), sum);
    hn::StoreU(sum, d, chain + j);
  }
  if (j < columns) {
    const auto rest = static_cast<std::size_t>(columns - j);
    V sum = kFirst ? hn::Zero(d) : LoadFirst(d, chain + j, rest);
    HWY_UNROLL(6)
    for (int i = 0; i < kDepth; ++i)
      sum = hn::MulAdd(factor[i], LoadFirst(d, b + i * stride + j, rest), sum);
    StoreFirst(d, sum, chain + j, rest);
  }
}

/// c[j] = sum over k of x[k * x_k] * b[k * stride + j], chunk by chunk, for `columns` columns; with
/// more than one chunk `scratch` holds a chain a column.
inline void SweepRows(const float* x, std::ptrdiff_t x_k, const float* b, std::ptrdiff_t stride,
                      std::ptrdiff_t columns, std::ptrdiff_t depth, std::ptrdiff_t chunk, float* c,
                      float* scratch) {
  constexpr std::ptrdiff_t kAtOnce = 6;
  for (std::ptrdiff_t begin = 0; begin < depth; begin += chunk) {
    const std::ptrdiff_t end = std::min(begin + chunk, depth);
    float* const chain = begin == 0 ? c : scratch;
    std::ptrdiff_t k = begin;
    ExtendChains<1, true>(x + k * x_k, x_k, b + k * stride, stride, columns, chain);
    for (++k; k + kAtOnce <= end; k += kAtOnce)
      ExtendChains<kAtOnce, false>(x + k * x_k, x_k, b + k * stride, stride, columns, chain);
    for (; k < end; ++k)
      ExtendChains<1, false>(x + k * x_k, x_k, b + k * stride, stride, columns, chain);
    if (begin == 0) continue;
    for (std::ptrdiff_t j = 0; j < columns; ++j) c[j] += chain[j];
  }
}

}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // OCCAM_KERNELS_GEMM_ROW_INL_H_

// One row times a transposed matrix, once per instruction set: B is transposed in registers, since
// each of its elements is used once. Included by gemm.cpp only.

#if defined(OCCAM_KERNELS_GEMM_DOT_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OCCAM_KERNELS_GEMM_DOT_INL_H_
#undef OCCAM_KERNELS_GEMM_DOT_INL_H_
#else
#define OCCAM_KERNELS_GEMM_DOT_INL_H_
#endif

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "occam/kernels/gemm_pack-inl.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET != HWY_SCALAR
constexpr bool kHasDot = true;

// The chain over columns k .. k + 3 without the first `skip`: those were added before.
template <class Rows>
HWY_INLINE V AddFour(const float* x, std::ptrdiff_t x_k, const Rows& row, std::ptrdiff_t k,
                     std::ptrdiff_t skip, V sum) {
  const D d;
  const Four four = TransposeFour(row, k);
  const float* const at = x + k * x_k;
  if (skip < 1) sum = hn::MulAdd(hn::Set(d, at[0]), four.k0, sum);
  if (skip < 2) sum = hn::MulAdd(hn::Set(d, at[x_k]), four.k1, sum);
  if (skip < 3) sum = hn::MulAdd(hn::Set(d, at[2 * x_k]), four.k2, sum);
  return hn::MulAdd(hn::Set(d, at[3 * x_k]), four.k3, sum);
}

/// c[j] for `count` columns of 2 * kLanes at most; row and next give the two strips of B.
template <class Rows>
HWY_INLINE void DotStrips(const float* x, std::ptrdiff_t x_k, const Rows& row, const Rows& next,
                          std::ptrdiff_t depth, std::ptrdiff_t chunk, float* c,
                          std::ptrdiff_t count) {
  const D d;
  V total0 = hn::Zero(d), total1 = total0;
  for (std::ptrdiff_t begin = 0; begin < depth; begin += chunk) {
    const std::ptrdiff_t end = std::min(begin + chunk, depth);
    V sum0 = hn::Zero(d), sum1 = sum0;
    std::ptrdiff_t k = begin;
    for (; k + 4 <= end; k += 4) {
      sum0 = AddFour(x, x_k, row, k, 0, sum0);
      sum1 = AddFour(x, x_k, next, k, 0, sum1);
    }
    if (k < end && end >= 4) {
      sum0 = AddFour(x, x_k, row, end - 4, k - (end - 4), sum0);
      sum1 = AddFour(x, x_k, next, end - 4, k - (end - 4), sum1);
      k = end;
    }
    for (; k < end; ++k) {
      HWY_ALIGN float lanes0[kLanes], lanes1[kLanes];
      for (int r = 0; r < kLanes; ++r) lanes0[r] = row(r)[k], lanes1[r] = next(r)[k];
      sum0 = hn::MulAdd(hn::Set(d, x[k * x_k]), hn::Load(d, lanes0), sum0);
      sum1 = hn::MulAdd(hn::Set(d, x[k * x_k]), hn::Load(d, lanes1), sum1);
    }
    total0 = begin > 0 ? hn::Add(total0, sum0) : sum0;
    total1 = begin > 0 ? hn::Add(total1, sum1) : sum1;
  }
  if (count == 2 * kLanes) {
    hn::StoreU(total0, d, c);
    hn::StoreU(total1, d, c + kLanes);
  } else {
    StoreFirst(d, total0, c, static_cast<std::size_t>(std::min<std::ptrdiff_t>(count, kLanes)));
    if (count > kLanes) {
      StoreFirst(d, total1, c + kLanes, static_cast<std::size_t>(count - kLanes));
    }
  }
}

/// c[j] = sum over k of x[k * x_k] * b[j * stride + k], chunk by chunk, for `columns` columns.
void MultiplyRow(const float* x, std::ptrdiff_t x_k, const float* b, std::ptrdiff_t stride,
                 std::ptrdiff_t columns, std::ptrdiff_t depth, std::ptrdiff_t chunk, float* c) {
  std::ptrdiff_t j = 0;
  for (; j + 2 * kLanes <= columns; j += 2 * kLanes) {
    const StridedRows row = {b + j * stride, stride};
    const StridedRows next = {b + (j + kLanes) * stride, stride};
    DotStrips(x, x_k, row, next, depth, chunk, c + j, 2 * kLanes);
  }
  if (j < columns) {
    const int last = static_cast<int>(columns - j) - 1;
    const ClampedRows row = {b + j * stride, stride, last};
    const std::ptrdiff_t skip = std::min<std::ptrdiff_t>(kLanes, last);
    const ClampedRows next = {row.first + skip * stride, stride, last - static_cast<int>(skip)};
    DotStrips(x, x_k, row, next, depth, chunk, c + j, columns - j);
  }
}
#else
constexpr bool kHasDot = false;
inline void MultiplyRow(const float*, std::ptrdiff_t, const float*, std::ptrdiff_t, std::ptrdiff_t,
                        std::ptrdiff_t, std::ptrdiff_t, float*) {}
#endif  // HWY_TARGET != HWY_SCALAR

}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // OCCAM_KERNELS_GEMM_DOT_INL_H_

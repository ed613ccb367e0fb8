// Few rows times a transposed matrix, once per instruction set: B is transposed in registers, since
// each of its elements is used but a few times. Included by gemm.cpp only.

#if defined(OCCAM_KERNELS_GEMM_DOT_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OCCAM_KERNELS_GEMM_DOT_INL_H_
#undef OCCAM_KERNELS_GEMM_DOT_INL_H_
#else
#define OCCAM_KERNELS_GEMM_DOT_INL_H_
#endif

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "occam/kernels/gemm.h"
#include "occam/kernels/gemm_pack-inl.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET != HWY_SCALAR
/// The most rows; with more, transposing B once to scratch is the faster way.
constexpr int kDotRows = kLanes == 16 ? 8 : kLanes == 8 ? 4 : 2;
/// Strips of B whose chains run beside each other: those of few rows would wait for each other.
constexpr int DotStrips(int rows) { return rows <= (kLanes == 16 ? 4 : 2) ? 2 : 1; }

/// The chains of all rows over columns k .. k + 3 without the first `skip`: those were added
/// before.
template <int kRows, class DT, class Rows>
HWY_INLINE void AddFour(DT d, const Gemm& gemm, const float* a, const Rows& row, std::ptrdiff_t k,
                        std::ptrdiff_t skip, hn::Vec<DT> (&sum)[kRows]) {
  const auto four = TransposeFour(d, row, k);
  const float* at = a + k * gemm.a_k;
  HWY_UNROLL(8)
  for (int r = 0; r < kRows; ++r) {
    if (skip < 1) sum[r] = hn::MulAdd(hn::Set(d, at[0]), four.k0, sum[r]);
    if (skip < 2) sum[r] = hn::MulAdd(hn::Set(d, at[gemm.a_k]), four.k1, sum[r]);
    if (skip < 3) sum[r] = hn::MulAdd(hn::Set(d, at[2 * gemm.a_k]), four.k2, sum[r]);
    sum[r] = hn::MulAdd(hn::Set(d, at[3 * gemm.a_k]), four.k3, sum[r]);
    at += gemm.a_row;
  }
}

/// Of each strip `count` columns of C, as many as d has lanes at most: with two strips exactly. One
/// or two rows of AVX-512 read whole cache lines of a strip before the next: 32 rows of B that lie
/// a power of two apart would drive each other out of the first cache.
template <int kRows, int kStrips, class DT, class Rows>
HWY_INLINE void MultiplyStrips(DT d, const Gemm& gemm, const float* a,
                               const std::array<Rows, kStrips>& strips, float* c,
                               std::size_t count) {
  using VT = hn::Vec<DT>;
  constexpr auto kWidth = static_cast<std::ptrdiff_t>(hn::MaxLanes(d));
  for (std::ptrdiff_t begin = 0; begin < gemm.shape.k; begin += gemm.depth) {
    const std::ptrdiff_t end = std::min(begin + gemm.depth, gemm.shape.k);
    VT sum[kStrips][kRows];
    HWY_UNROLL(2)
    for (int s = 0; s < kStrips; ++s) {
      HWY_UNROLL(8)
      for (int r = 0; r < kRows; ++r) sum[s][r] = hn::Zero(d);
    }
    std::ptrdiff_t k = begin;
    if constexpr (kLanes == 16 && kRows <= 2 && kStrips > 1) {
      for (; k + kCacheLine <= end; k += kCacheLine) {
        HWY_UNROLL(2)
        for (int s = 0; s < kStrips; ++s) {
          HWY_UNROLL(4)
          for (int four = 0; four < kCacheLine; four += 4)
            AddFour<kRows>(d, gemm, a, strips[s], k + four, 0, sum[s]);
        }
      }
    }
    for (; k + 4 <= end; k += 4) {
      HWY_UNROLL(2)
      for (int s = 0; s < kStrips; ++s) AddFour<kRows>(d, gemm, a, strips[s], k, 0, sum[s]);
    }
    if (k < end && end >= 4) {
      HWY_UNROLL(2)
      for (int s = 0; s < kStrips; ++s)
        AddFour<kRows>(d, gemm, a, strips[s], end - 4, k - (end - 4), sum[s]);
      k = end;
    }
    for (; k < end; ++k) {
      for (int s = 0; s < kStrips; ++s) {
        HWY_ALIGN float lanes[kWidth];
        for (int j = 0; j < kWidth; ++j) lanes[j] = strips[s](j)[k];
        const VT right = hn::Load(d, lanes);
        for (int r = 0; r < kRows; ++r) {
          const VT left = hn::Set(d, a[r * gemm.a_row + k * gemm.a_k]);
          sum[s][r] = hn::MulAdd(left, right, sum[s][r]);
        }
      }
    }
    HWY_UNROLL(8)
    for (int r = 0; r < kRows; ++r) {
      HWY_UNROLL(2)
      for (int s = 0; s < kStrips; ++s) {
        float* const at = c + r * gemm.c_row + s * kWidth;
        VT total = sum[s][r];
        if (count == static_cast<std::size_t>(kWidth)) {
          if (begin > 0) total = hn::Add(hn::LoadU(d, at), total);
          hn::StoreU(total, d, at);
        } else {
          if (begin > 0) total = hn::Add(LoadFirst(d, at, count), total);
          StoreFirst(d, total, at, count);
        }
      }
    }
  }
}

template <int kRows>
HWY_NOINLINE void MultiplyFew(const Gemm& gemm, const float* a, const float* b,
                              std::ptrdiff_t columns, float* c) {
  const std::ptrdiff_t stride = gemm.b_stride;
  const D d;
  constexpr int kStrips = DotStrips(kRows);
  std::ptrdiff_t j = 0;
  for (; j + kStrips * kLanes <= columns; j += kStrips * kLanes) {
    std::array<StridedRows, kStrips> strips;
    for (int s = 0; s < kStrips; ++s) strips[s] = {b + (j + s * kLanes) * stride, stride};
    MultiplyStrips<kRows, kStrips>(d, gemm, a, strips, c + j, kLanes);
  }
  for (; j < columns; j += kLanes) {
    const std::ptrdiff_t rest = std::min<std::ptrdiff_t>(kLanes, columns - j);
    const std::array<ClampedRows, 1> strip = {
        ClampedRows{b + j * stride, stride, static_cast<int>(rest) - 1}};
    const auto count = static_cast<std::size_t>(rest);
    if (rest <= 4) {
      MultiplyStrips<kRows, 1>(hn::CappedTag<float, 4>(), gemm, a, strip, c + j, count);
    } else if (rest <= 8) {
      MultiplyStrips<kRows, 1>(hn::CappedTag<float, 8>(), gemm, a, strip, c + j, count);
    } else {
      MultiplyStrips<kRows, 1>(d, gemm, a, strip, c + j, count);
    }
  }
}

template <std::size_t... kRow>
constexpr auto FewKernels(std::index_sequence<kRow...>) {
  return std::array{&MultiplyFew<kRow + 1>...};
}

/// C = op(A) B^T for `rows` rows, kDotRows at most, and `columns` columns from the frame's origin.
HWY_INLINE void MultiplyDot(const Gemm& gemm, const float* left, const float* right,
                            std::int64_t rows, std::int64_t columns, float* c) {
  constexpr auto kFew = FewKernels(std::make_index_sequence<kDotRows>());
  kFew[static_cast<std::size_t>(rows - 1)](gemm, left, right, columns, c);
}
#else
constexpr int kDotRows = 0;
inline void MultiplyDot(const Gemm&, const float*, const float*, std::int64_t, std::int64_t,
                        float*) {}
#endif  // HWY_TARGET != HWY_SCALAR

}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // OCCAM_KERNELS_GEMM_DOT_INL_H_

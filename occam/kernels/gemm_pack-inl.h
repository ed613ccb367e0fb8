// Packing for the matrix product, once per instruction set. Included by gemm.cpp only.

#if defined(OCCAM_KERNELS_GEMM_PACK_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OCCAM_KERNELS_GEMM_PACK_INL_H_
#undef OCCAM_KERNELS_GEMM_PACK_INL_H_
#else
#define OCCAM_KERNELS_GEMM_PACK_INL_H_
#endif

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "occam/kernels/gemm_micro-inl.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

struct StridedRows {
  const float* first;
  std::ptrdiff_t stride;
  const float* operator()(int row) const { return first + row * stride; }
};

// Rows beyond the last repeat it: nothing outside the operand is read, and the results are dropped.
struct ClampedRows {
  const float* first;
  std::ptrdiff_t stride;
  int last;
  const float* operator()(int row) const { return first + std::min(row, last) * stride; }
};

#if HWY_TARGET != HWY_SCALAR
// Four floats of each of the rows q, q + 4, q + 8 ..., one 128-bit block a row.
template <class DT, class Rows>
HWY_INLINE hn::Vec<DT> LoadBlocks(DT d, const Rows& row, std::ptrdiff_t k, int q) {
  constexpr std::size_t kRows = hn::MaxLanes(d);
  const hn::FixedTag<float, 4> d4;
  if constexpr (kRows == 4) {
    return hn::LoadU(d, row(q) + k);
  } else if constexpr (kRows == 8) {
    return hn::Combine(d, hn::LoadU(d4, row(q + 4) + k), hn::LoadU(d4, row(q) + k));
  } else {
    const hn::Half<DT> half;
    const auto low = hn::Combine(half, hn::LoadU(d4, row(q + 4) + k), hn::LoadU(d4, row(q) + k));
    const auto high =
        hn::Combine(half, hn::LoadU(d4, row(q + 12) + k), hn::LoadU(d4, row(q + 8) + k));
    return hn::Combine(d, high, low);
  }
}

template <class VT>
struct Four {
  VT k0, k1, k2, k3;
};

/// Columns k .. k + 3 of as many rows as d has lanes.
template <class DT, class Rows>
HWY_INLINE Four<hn::Vec<DT>> TransposeFour(DT d, const Rows& row, std::ptrdiff_t k) {
  const auto r0 = LoadBlocks(d, row, k, 0), r1 = LoadBlocks(d, row, k, 1);
  const auto r2 = LoadBlocks(d, row, k, 2), r3 = LoadBlocks(d, row, k, 3);
  const auto low02 = hn::InterleaveLower(d, r0, r2), low13 = hn::InterleaveLower(d, r1, r3);
  const auto high02 = hn::InterleaveUpper(d, r0, r2), high13 = hn::InterleaveUpper(d, r1, r3);
  return {hn::InterleaveLower(d, low02, low13), hn::InterleaveUpper(d, low02, low13),
          hn::InterleaveLower(d, high02, high13), hn::InterleaveUpper(d, high02, high13)};
}
#endif  // HWY_TARGET != HWY_SCALAR

/// to[k][r] = row(r)[k] for `count` rows and `depth` columns. With count = kLanes, writes all
/// lanes.
template <class Rows>
HWY_INLINE void TransposeStrip(const Rows& row, std::size_t count, std::ptrdiff_t depth,
                               float* HWY_RESTRICT to, std::ptrdiff_t to_k) {
  std::ptrdiff_t k = 0;
#if HWY_TARGET != HWY_SCALAR
  const D d;
  while (k < depth && depth >= 4) {
    // The last four overlap: written twice with the same values.
    const std::ptrdiff_t at = std::min(k, depth - 4);
    const auto four = TransposeFour(d, row, at);
    float* const p = to + at * to_k;
    if (count == kLanes) {
      hn::StoreU(four.k0, d, p);
      hn::StoreU(four.k1, d, p + to_k);
      hn::StoreU(four.k2, d, p + 2 * to_k);
      hn::StoreU(four.k3, d, p + 3 * to_k);
    } else {
      StoreFirst(d, four.k0, p, count);
      StoreFirst(d, four.k1, p + to_k, count);
      StoreFirst(d, four.k2, p + 2 * to_k, count);
      StoreFirst(d, four.k3, p + 3 * to_k, count);
    }
    k += 4;
  }
#endif
  for (; k < depth; ++k) {
    for (int r = 0; r < static_cast<int>(count); ++r) to[k * to_k + r] = row(r)[k];
  }
}

/// to[k][j] = from[j][k] for `columns` columns; padded, it writes a multiple of kLanes.
HWY_INLINE void Transpose(const float* from, std::ptrdiff_t stride, std::ptrdiff_t columns,
                          std::ptrdiff_t depth, bool padded, float* HWY_RESTRICT to,
                          std::ptrdiff_t to_k) {
  std::ptrdiff_t j = 0;
  for (; j + kLanes <= columns; j += kLanes) {
    TransposeStrip(StridedRows{from + j * stride, stride}, kLanes, depth, to + j, to_k);
  }
  if (j < columns) {
    const int count = static_cast<int>(columns - j);
    TransposeStrip(ClampedRows{from + j * stride, stride, count - 1},
                   static_cast<std::size_t>(padded ? kLanes : count), depth, to + j, to_k);
  }
}

/// to[k][j] = from[k][j] for `columns` columns, padded with zeros to a multiple of kLanes.
HWY_INLINE void PackRows(const float* HWY_RESTRICT from, std::ptrdiff_t stride,
                         std::ptrdiff_t columns, std::ptrdiff_t depth, float* HWY_RESTRICT to,
                         std::ptrdiff_t to_k) {
  const D d;
  for (std::ptrdiff_t k = 0; k < depth; ++k) {
    std::ptrdiff_t j = 0;
    for (; j + kLanes <= columns; j += kLanes) {
      hn::StoreU(hn::LoadU(d, from + k * stride + j), d, to + k * to_k + j);
    }
    if (j < columns) {
      hn::StoreU(LoadFirst(d, from + k * stride + j, static_cast<std::size_t>(columns - j)), d,
                 to + k * to_k + j);
    }
  }
}

}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // OCCAM_KERNELS_GEMM_PACK_INL_H_

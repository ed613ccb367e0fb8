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
template <class Rows>
HWY_INLINE V LoadBlocks(const Rows& row, std::ptrdiff_t k, int q) {
  const D d;
  const hn::FixedTag<float, 4> d4;
  if constexpr (kLanes == 4) {
    return hn::LoadU(d, row(q) + k);
  } else if constexpr (kLanes == 8) {
    return hn::Combine(d, hn::LoadU(d4, row(q + 4) + k), hn::LoadU(d4, row(q) + k));
  } else {
    const hn::Half<D> half;
    const auto low = hn::Combine(half, hn::LoadU(d4, row(q + 4) + k), hn::LoadU(d4, row(q) + k));
    const auto high =
        hn::Combine(half, hn::LoadU(d4, row(q + 12) + k), hn::LoadU(d4, row(q + 8) + k));
    return hn::Combine(d, high, low);
  }
}

// Columns k .. k + 3 of kLanes rows become four vectors.
template <class Rows>
HWY_INLINE void TransposeFour(const Rows& row, std::ptrdiff_t k, float* HWY_RESTRICT to,
                              std::ptrdiff_t to_k) {
  const D d;
  const V r0 = LoadBlocks(row, k, 0), r1 = LoadBlocks(row, k, 1);
  const V r2 = LoadBlocks(row, k, 2), r3 = LoadBlocks(row, k, 3);
  const V low02 = hn::InterleaveLower(d, r0, r2), low13 = hn::InterleaveLower(d, r1, r3);
  const V high02 = hn::InterleaveUpper(d, r0, r2), high13 = hn::InterleaveUpper(d, r1, r3);
  hn::StoreU(hn::InterleaveLower(d, low02, low13), d, to + k * to_k);
  hn::StoreU(hn::InterleaveUpper(d, low02, low13), d, to + (k + 1) * to_k);
  hn::StoreU(hn::InterleaveLower(d, high02, high13), d, to + (k + 2) * to_k);
  hn::StoreU(hn::InterleaveUpper(d, high02, high13), d, to + (k + 3) * to_k);
}

#endif  // HWY_TARGET != HWY_SCALAR

template <class Rows>
HWY_INLINE void TransposeStrip(const Rows& row, std::ptrdiff_t depth, float* HWY_RESTRICT to,
                               std::ptrdiff_t to_k) {
  std::ptrdiff_t k = 0;
#if HWY_TARGET != HWY_SCALAR
  for (; k + 4 <= depth; k += 4) TransposeFour(row, k, to, to_k);
  // The last four overlap: written twice with the same values.
  if (k < depth && depth >= 4) {
    TransposeFour(row, depth - 4, to, to_k);
    k = depth;
  }
#endif
  for (; k < depth; ++k) {
    for (int r = 0; r < kLanes; ++r) to[k * to_k + r] = row(r)[k];
  }
}

/// to[k][j] = from[j][k] for `columns` columns, padded to a multiple of kLanes, `to_k` apart.
HWY_INLINE void PackTransposed(const float* from, std::ptrdiff_t stride, std::ptrdiff_t columns,
                               std::ptrdiff_t depth, float* HWY_RESTRICT to, std::ptrdiff_t to_k) {
  std::ptrdiff_t j = 0;
  for (; j + kLanes <= columns; j += kLanes) {
    TransposeStrip(StridedRows{from + j * stride, stride}, depth, to + j, to_k);
  }
  if (j < columns) {
    const int last = static_cast<int>(columns - j) - 1;
    TransposeStrip(ClampedRows{from + j * stride, stride, last}, depth, to + j, to_k);
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

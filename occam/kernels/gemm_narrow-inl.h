// C^T of few rows from a left operand that has to be transposed first, once per instruction set.
// Included by gemm.cpp only.

#if defined(OCCAM_KERNELS_GEMM_NARROW_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OCCAM_KERNELS_GEMM_NARROW_INL_H_
#undef OCCAM_KERNELS_GEMM_NARROW_INL_H_
#else
#define OCCAM_KERNELS_GEMM_NARROW_INL_H_
#endif

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "occam/kernels/gemm.h"
#include "occam/kernels/gemm_micro-inl.h"
#include "occam/kernels/gemm_pack-inl.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {

// With vectors of 16 lanes a panel of a whole chunk would be as large as the first cache.
constexpr bool kNarrowParts = kLanes == 16;
// Steps of k whose panel stays in the first cache beside what it is made of, and the index of its
// width: two vectors, with room for all rows in one block.
constexpr std::int64_t kNarrowDepth = 96;
constexpr int kNarrowWidth = 1;
constexpr std::int64_t kNarrowCols = kWidths[kNarrowWidth] * kLanes;

/// Room in scratch: the chains of a panel between the parts of a chunk, and a part of the panel.
HWY_INLINE std::int64_t NarrowFloats(std::int64_t rows) {
  return (rows + kNarrowDepth) * kNarrowCols;
}

/// A tile in the kernels' frame, k > 0, of at most kRowLimits[kNarrowWidth] rows, whose right
/// operand is transposed on the way, a part of a chunk at a time. That a chain of multiply-adds
/// stops and goes on changes no bit of it.
HWY_NOINLINE void MultiplyNarrow(const Gemm& gemm, const float* left, const float* right,
                                 std::int64_t rows, std::int64_t cols, float* scratch, float* out,
                                 std::int64_t out_row) {
  float* const chains = scratch;
  float* const packed = scratch + rows * kNarrowCols;
  Panel panel;
  panel.a_row = gemm.a_row;
  panel.a_k = gemm.a_k;
  panel.ahead = panel.left_ahead = panel.rows_ahead = panel.c_ahead = false;
  panel.padded = true;
  panel.b = packed;
  for (std::int64_t chunk = 0; chunk < gemm.shape.k; chunk += gemm.depth) {
    const std::int64_t end = std::min(chunk + gemm.depth, gemm.shape.k);
    for (std::int64_t col = 0; col < cols; col += kNarrowCols) {
      const std::int64_t panel_cols = std::min(kNarrowCols, cols - col);
      const int width = WidthIndex(CeilDiv(panel_cols, kLanes));
      const std::int64_t whole = kWidths[width] * kLanes;
      panel.b_k = whole;
      for (std::int64_t k = chunk; k < end; k += kNarrowDepth) {
        panel.depth = std::min(kNarrowDepth, end - k);
        Transpose(right + col * gemm.b_stride + k, gemm.b_stride, panel_cols, panel.depth, true,
                  packed, whole);
        const bool ends = k + panel.depth == end;
        panel.accumulate = ends && chunk > 0;
        panel.last = static_cast<std::size_t>(ends ? (panel_cols - 1) % kLanes + 1 : kLanes);
        panel.c_row = ends ? out_row : whole;
        panel.chains = k > chunk ? chains : nullptr;
        kKernels[width][rows - 1](panel, left + k * gemm.a_k, ends ? out + col : chains, 1);
      }
    }
  }
}

}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // OCCAM_KERNELS_GEMM_NARROW_INL_H_

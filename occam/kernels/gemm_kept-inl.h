// Products of many rows whose panels of B stay in scratch, once per instruction set. Included by
// gemm.cpp only.

#if defined(OCCAM_KERNELS_GEMM_KEPT_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OCCAM_KERNELS_GEMM_KEPT_INL_H_
#undef OCCAM_KERNELS_GEMM_KEPT_INL_H_
#else
#define OCCAM_KERNELS_GEMM_KEPT_INL_H_
#endif

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "occam/kernels/gemm.h"
#include "occam/kernels/gemm_micro-inl.h"
#include "occam/kernels/gemm_pack-inl.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Panels that are copied together, and row blocks of a transposed left operand: a row of B, or a
// step of k, is often a page of its own, and finding the page costs more than a cache line.
constexpr std::int64_t kPanelsTogether = 4, kBlocksTogether = 8;
// Steps of k that copies ask ahead.
constexpr std::int64_t kCopyAhead = 12;

// Rows of a copied block are filled up to a multiple of it.
constexpr std::int64_t kBlockUnit = 8;

/// From one k of a copied row block to the next.
constexpr std::int64_t BlockStride(const RowBlocks& blocks) {
  return RoundUp(blocks.size + (blocks.larger > 0 ? 1 : 0), kBlockUnit);
}

/// Room in scratch for the panels that stay there.
HWY_INLINE std::int64_t KeptFloats(const Gemm& gemm) {
  return std::min(gemm.kept_depth, gemm.shape.k) *
         std::min(RoundUp(gemm.tile_cols, kLanes), gemm.kept_cols);
}

/// Room behind it for copied row blocks, whatever the rows of a run.
HWY_INLINE std::int64_t CopiedFloats(const Gemm& gemm) {
  return kBlocksTogether * std::min(gemm.kept_depth, gemm.shape.k) *
         RoundUp(kRowLimits[kTallWidth], kBlockUnit);
}

/// Copies the next panels of B [depth, end), from column `col` on, one behind the other. Returns
/// the column behind them.
HWY_INLINE std::int64_t PackPanels(const float* HWY_RESTRICT b, std::ptrdiff_t stride,
                                   std::int64_t col, std::int64_t end, std::int64_t depth,
                                   float* HWY_RESTRICT packed) {
  struct Copy {
    std::int64_t begin, columns, whole;
    float* to;
  };
  Copy copies[kPanelsTogether];
  std::int64_t count = 0;
  for (; count < kPanelsTogether && col < end; ++count) {
    const std::int64_t whole =
        kWidths[NextWidth(CeilDiv(end - col, kLanes), kWidths[kTallWidth])] * kLanes;
    copies[count] = {col, std::min(whole, end - col), whole, packed};
    packed += depth * whole;
    col += copies[count].columns;
  }
  for (std::int64_t k = 0; k < depth; ++k) {
    const std::ptrdiff_t ahead = std::min(kCopyAhead, depth - 1 - k) * stride;
    for (std::int64_t i = 0; i < count; ++i) {
      const Copy& copy = copies[i];
      const float* const from = b + k * stride + copy.begin;
      for (std::int64_t j = 0; j < copy.columns; j += kCacheLine) Ahead(from + j, ahead);
      PackRows(from, stride, copy.columns, 1, copy.to + k * copy.whole, copy.whole);
    }
  }
  return col;
}

/// Copies `count` row blocks from `first` on of a transposed left operand, whose rows lie side by
/// side: to[block][k][row].
HWY_INLINE void PackRowBlocks(const float* HWY_RESTRICT left, std::ptrdiff_t stride,
                              const RowBlocks& blocks, std::int64_t first, std::int64_t count,
                              std::int64_t depth, float* HWY_RESTRICT to, std::ptrdiff_t to_block) {
  const hn::CappedTag<float, kBlockUnit> d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  const std::int64_t larger = std::clamp<std::int64_t>(blocks.larger - first, 0, count);
  const std::int64_t rows = count * blocks.size + larger, step = BlockStride(blocks);
  for (std::int64_t k = 0; k < depth; ++k) {
    const std::ptrdiff_t ahead = std::min(kCopyAhead, depth - 1 - k) * stride;
    for (std::int64_t r = 0; r < rows; r += kCacheLine) Ahead(left + r, ahead);
    const float* from = left;
    float* into = to;
    for (std::int64_t block = 0; block < count; ++block) {
      const std::int64_t size = blocks.size + (block < larger ? 1 : 0);
      if (block + 1 < count && size <= lanes) {  // with rows of the next one, which none reads here
        hn::StoreU(hn::LoadU(d, from), d, into);
      } else {
        for (std::int64_t r = 0; r < size; r += lanes) {
          const auto some = hn::FirstN(d, static_cast<std::size_t>(std::min(lanes, size - r)));
          hn::StoreU(hn::MaskedLoad(some, d, from + r), d, into + r);
        }
      }
      from += size;
      into += to_block;
    }
    left += stride;
    to += step;
  }
}

/// A tile of C of many rows, k > 0: panels go to scratch once, a chunk of k or several, and a block
/// of rows meets all of them. A block of C stays in the first cache from chunk to chunk.
HWY_NOINLINE void MultiplyRowBlocks(const Gemm& gemm, const float* left, const float* right,
                                    std::int64_t rows, std::int64_t cols, float* scratch,
                                    float* out) {
  Panel panel;
  panel.a_row = gemm.copy_blocks ? 1 : gemm.a_row;
  panel.c_row = gemm.c_row;
  panel.ahead = gemm.ahead;
  panel.left_ahead = gemm.a_k != 1 && !gemm.copy_blocks;
  panel.rows_ahead = false;
  panel.c_ahead = gemm.c_ahead;
  panel.padded = true;
  const RowBlocks split(rows, kRowLimits[kTallWidth]);
  panel.a_k = gemm.copy_blocks ? BlockStride(split) : gemm.a_k;
  float* const copied = scratch + KeptFloats(gemm);
  std::int64_t kept = 0;
  for (std::int64_t k = 0; k < gemm.shape.k; k += kept) {
    kept = gemm.shape.k - k;
    if (kept > gemm.kept_depth) kept = gemm.kept_depth / gemm.depth * gemm.depth;
    const float* const b = right + (gemm.b_transposed ? k : k * gemm.b_stride);
    const std::ptrdiff_t to_block = kept * panel.a_k;
    for (std::int64_t begin = 0; begin < cols; begin += gemm.kept_cols) {
      const std::int64_t end = std::min(begin + gemm.kept_cols, cols);
      const float* a = left + k * gemm.a_k;
      float* c = out;
      for (std::int64_t block = 0; block < split.blocks; ++block) {
        const std::int64_t size = split.size + (block < split.larger ? 1 : 0);
        const float* block_left = a;
        if (gemm.copy_blocks) {
          const std::int64_t place = block % kBlocksTogether;
          if (place == 0)
            PackRowBlocks(a, gemm.a_k, split, block,
                          std::min(kBlocksTogether, split.blocks - block), kept, copied, to_block);
          block_left = copied + place * to_block;
        }
        float* packed = scratch;
        std::int64_t packed_until = block == 0 && !gemm.b_transposed ? begin : end;
        for (std::int64_t col = begin; col < end;) {
          const int width = NextWidth(CeilDiv(end - col, kLanes), kWidths[kTallWidth]);
          const std::int64_t whole = kWidths[width] * kLanes;
          const std::int64_t panel_cols = std::min(whole, end - col);
          if (block == 0 && gemm.b_transposed)
            Transpose(b + col * gemm.b_stride, gemm.b_stride, panel_cols, kept, true, packed,
                      whole);
          if (col == packed_until)
            packed_until = PackPanels(b, gemm.b_stride, col, end, kept, packed);
          panel.last = static_cast<std::size_t>((panel_cols - 1) % kLanes + 1);
          panel.b_k = whole;
          for (std::int64_t chunk = 0; chunk < kept; chunk += gemm.depth) {
            panel.depth = std::min(gemm.depth, kept - chunk);
            panel.accumulate = k + chunk > 0;
            panel.b = packed + chunk * whole;
            kKernels[width][size - 1](panel, block_left + chunk * panel.a_k, c + col, 1);
          }
          packed += kept * whole;
          col += panel_cols;
        }
        a += size * gemm.a_row;
        c += size * gemm.c_row;
      }
    }
  }
}

}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // OCCAM_KERNELS_GEMM_KEPT_INL_H_

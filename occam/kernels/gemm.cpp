#include "occam/kernels/gemm.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

// The micro-kernels hold arrays of vectors, which scalable vectors cannot be in: NEON on aarch64.
#if defined(__aarch64__)
#undef HWY_DISABLED_TARGETS
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128)
#endif

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "occam/kernels/gemm.cpp"
#include "hwy/foreach_target.h"  // must come before highway.h
#include "hwy/highway.h"
#include "occam/kernels/gemm_micro-inl.h"
#include "occam/kernels/gemm_pack-inl.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {

constexpr std::int64_t kChunk = 384;  // part of the definition of the sum
constexpr std::int64_t kMaxTileRows = 256, kMaxTileCols = 256;
// Below, a product is one item: handing half of it to another thread costs more than it saves.
constexpr std::int64_t kSplitWork = 1 << 19;

constexpr std::int64_t CeilDiv(std::int64_t a, std::int64_t b) { return (a + b - 1) / b; }

/// Row blocks of nearly equal size: `blocks` blocks, the first `larger` of them one row larger.
struct RowBlocks {
  RowBlocks(std::int64_t rows, std::int64_t limit)
      : blocks(CeilDiv(rows, limit)), size(rows / blocks), larger(rows % blocks) {}
  std::int64_t blocks, size, larger;
};

/// The vectors of the next panel when `vectors` are left: nearly equal panels up to `widest`.
HWY_INLINE int NextWidth(std::int64_t vectors, std::int64_t widest) {
  if (vectors <= widest) return WidthIndex(vectors);
  return WidthIndex(CeilDiv(vectors, CeilDiv(vectors, widest)));
}

struct Parts {
  std::int64_t rows, cols;
};

/// Cuts C into tiles: at most kMaxTile, and at least four items where that pays.
Parts Split(std::int64_t rows, std::int64_t cols, std::int64_t work, std::int64_t row_step,
            std::int64_t col_step) {
  Parts parts = {CeilDiv(rows, kMaxTileRows), CeilDiv(cols, kMaxTileCols)};
  while (work >= kSplitWork && parts.rows * parts.cols < 4) {
    const std::int64_t tile_rows = CeilDiv(rows, parts.rows), tile_cols = CeilDiv(cols, parts.cols);
    const bool rows_divide = tile_rows >= 2 * row_step, cols_divide = tile_cols >= 2 * col_step;
    if (!rows_divide && !cols_divide) break;
    if (cols_divide && (tile_cols >= tile_rows || !rows_divide)) {
      parts.cols *= 2;
    } else {
      parts.rows *= 2;
    }
  }
  return parts;
}

/// One tile of C in the kernels' frame, k > 0.
void MultiplyTile(const Gemm& gemm, const float* left, const float* right, float* out,
                  const Tile& t, float* scratch) {
  const std::int64_t rows = t.row_end - t.row_begin;
  const std::int64_t widest = kWidths[gemm.panel_width];
  Panel panel;
  panel.a_row = gemm.a_row;
  panel.a_k = gemm.a_k;
  panel.c_row = gemm.c_row;
  panel.b_k = gemm.b_stride;
  for (std::int64_t k = 0; k < gemm.shape.k; k += kChunk) {
    const std::int64_t depth = std::min(kChunk, gemm.shape.k - k);
    panel.depth = depth;
    panel.accumulate = k > 0;
    const float* const a = left + t.row_begin * gemm.a_row + k * gemm.a_k;
    for (std::int64_t col = t.col_begin; col < t.col_end;) {
      const int width = NextWidth(CeilDiv(t.col_end - col, kLanes), widest);
      const std::int64_t panel_cols =
          std::min<std::int64_t>(kWidths[width] * kLanes, t.col_end - col);
      panel.last = static_cast<std::size_t>((panel_cols - 1) % kLanes + 1);
      panel.b = right + (gemm.b_transposed ? col * gemm.b_stride + k : k * gemm.b_stride + col);
      if (gemm.pack_b) {
        panel.b_k = kWidths[width] * kLanes;
        if (gemm.b_transposed) {
          PackTransposed(panel.b, gemm.b_stride, panel_cols, depth, scratch, panel.b_k);
        } else {
          PackRows(panel.b, gemm.b_stride, panel_cols, depth, scratch, panel.b_k);
        }
        panel.b = scratch;
      }
      const RowBlocks split(rows, kRowLimits[width]);
      float* c = out + t.row_begin * gemm.c_row + col;
      std::int64_t row = 0;
      for (std::int64_t block = 0; block < split.blocks; ++block) {
        const std::int64_t size = split.size + (block < split.larger ? 1 : 0);
        kKernels[width][size - 1](panel, a + row * gemm.a_row, c);
        c += size * gemm.c_row;
        row += size;
      }
      col += panel_cols;
    }
  }
}

void Run(const Gemm& gemm, const float* a, const float* b, float* c, std::int64_t item_begin,
         std::int64_t item_end, std::byte* scratch, const GemmEpilogue& epilogue) {
  const GemmShape& s = gemm.shape;
  if (gemm.swapped) std::swap(a, b);
  for (std::int64_t item = item_begin; item < item_end; ++item) {
    const std::int64_t row = item % gemm.row_tiles * gemm.tile_rows;
    const std::int64_t col = item / gemm.row_tiles * gemm.tile_cols;
    const Tile tile = {row, std::min(row + gemm.tile_rows, s.m), col,
                       std::min(col + gemm.tile_cols, s.n)};
    if (s.k > 0) {
      const Tile frame =
          gemm.swapped ? Tile{tile.col_begin, tile.col_end, tile.row_begin, tile.row_end} : tile;
      MultiplyTile(gemm, a, b, c, frame, reinterpret_cast<float*>(scratch));
    } else {
      for (std::int64_t i = tile.row_begin; i < tile.row_end; ++i) {
        std::fill_n(c + i * s.ldc + tile.col_begin, tile.col_end - tile.col_begin, 0.0f);
      }
    }
    if (epilogue.run != nullptr) epilogue.run(epilogue.context, tile);
  }
}

/// The widest panel whose kernels have room for the rows, or for the usual block.
int ChooseWidth(std::int64_t rows, std::int64_t vectors) {
  int width = 0;
  for (int w = 0; w < static_cast<int>(kWidths.size()); ++w) {
    const std::int64_t wanted = std::min<std::int64_t>(rows, kRowLimits[kUsualWidth]);
    if (kRowLimits[w] >= wanted && kWidths[w] <= vectors) width = w;
  }
  return width;
}

Gemm Plan(const GemmShape& shape) {
  Gemm g;
  g.shape = shape;
  g.run = &Run;
  if (shape.m <= 0 || shape.n <= 0) return g;
  // One column is one row of the transposed product: full vectors instead of one lane.
  g.swapped = shape.n == 1 && shape.ldc == 1 && shape.m > 1;
  const bool left_transposed = g.swapped ? !shape.transpose_b : shape.transpose_a;
  const std::int64_t left_stride = g.swapped ? shape.ldb : shape.lda;
  g.a_row = left_transposed ? 1 : left_stride;
  g.a_k = left_transposed ? left_stride : 1;
  g.b_transposed = g.swapped ? !shape.transpose_a : shape.transpose_b;
  g.b_stride = g.swapped ? shape.lda : shape.ldb;
  g.c_row = g.swapped ? 1 : shape.ldc;
  // With one k, a column without gaps is a row.
  if (shape.k == 1 && g.b_stride == 1) g.b_transposed = false;

  const std::int64_t rows = g.swapped ? shape.n : shape.m, cols = g.swapped ? shape.m : shape.n;
  const std::int64_t vectors = CeilDiv(cols, kLanes), depth = std::min(shape.k, kChunk);
  g.panel_width = ChooseWidth(rows, vectors);
  const std::int64_t row_step = kRowLimits[g.panel_width];
  const std::int64_t col_step = std::int64_t{kWidths[g.panel_width]} * kLanes;
  g.pack_b = g.b_transposed || (!kMaskedLoads && cols % kLanes != 0);

  const Parts parts = Split(rows, cols, rows * cols * shape.k, row_step, col_step);
  const std::int64_t tile_rows = CeilDiv(CeilDiv(rows, parts.rows), row_step) * row_step;
  const std::int64_t tile_cols = CeilDiv(CeilDiv(cols, parts.cols), col_step) * col_step;
  g.tile_rows = std::min(g.swapped ? tile_cols : tile_rows, shape.m);
  g.tile_cols = std::min(g.swapped ? tile_rows : tile_cols, shape.n);
  g.row_tiles = CeilDiv(shape.m, g.tile_rows);
  g.items = g.row_tiles * CeilDiv(shape.n, g.tile_cols);
  if (g.pack_b) g.scratch_bytes = static_cast<std::size_t>(depth * col_step) * sizeof(float);
  return g;
}

}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace occam::kernels {

HWY_EXPORT(Plan);

Gemm make_gemm(const GemmShape& shape) { return HWY_DYNAMIC_DISPATCH(Plan)(shape); }

void gemm_run(const Gemm& gemm, const float* a, const float* b, float* c, std::int64_t item_begin,
              std::int64_t item_end, std::byte* scratch, const GemmEpilogue& epilogue) {
  gemm.run(gemm, a, b, c, item_begin, item_end, scratch, epilogue);
}

}  // namespace occam::kernels
#endif  // HWY_ONCE

#include "occam/kernels/gemm.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
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
#include "occam/kernels/gemm_dot-inl.h"
#include "occam/kernels/gemm_kept-inl.h"
#include "occam/kernels/gemm_micro-inl.h"
#include "occam/kernels/gemm_narrow-inl.h"
#include "occam/kernels/gemm_pack-inl.h"
#include "occam/kernels/gemm_plan-inl.h"
#include "occam/kernels/gemm_row-inl.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {

HWY_INLINE void PackPanel(const Gemm& gemm, const float* b, std::int64_t cols, std::int64_t depth,
                          float* packed, std::int64_t packed_k) {
  if (gemm.b_transposed) {
    Transpose(b, gemm.b_stride, cols, depth, true, packed, packed_k);
  } else {
    PackRows(b, gemm.b_stride, cols, depth, packed, packed_k);
  }
}

/// A tile of C in the kernels' frame, at its origin: C is rows x cols, k > 0.
void MultiplyTile(const Gemm& gemm, const float* left, const float* right, std::int64_t rows,
                  std::int64_t cols, float* packed, float* out, std::int64_t out_row) {
  const std::int64_t widest = kWidths[gemm.panel_width];
  Panel panel;
  panel.a_row = gemm.a_row;
  panel.a_k = gemm.a_k;
  panel.c_row = out_row;
  panel.left_ahead = gemm.a_k != 1 && gemm.copied_rows == 0;
  panel.rows_ahead = gemm.rows_ahead;
  panel.c_ahead = gemm.c_ahead;
  for (std::int64_t k = 0; k < gemm.shape.k; k += gemm.depth) {
    const std::int64_t depth = std::min(gemm.depth, gemm.shape.k - k);
    const float* left_chunk = left + k * gemm.a_k;
    if (gemm.copied_rows > 0) {
      // Behind the panel of B.
      float* const copy = packed + gemm.depth * widest * kLanes;
      panel.a_k = CopyStride(rows);
      PackRows(left_chunk, gemm.a_k, rows, depth, copy, panel.a_k);
      left_chunk = copy;
    }
    panel.depth = depth;
    panel.accumulate = k > 0;
    for (std::int64_t col = 0; col < cols;) {
      const int width = NextWidth(CeilDiv(cols - col, kLanes), widest);
      const std::int64_t panel_cols = std::min<std::int64_t>(kWidths[width] * kLanes, cols - col);
      panel.last = static_cast<std::size_t>((panel_cols - 1) % kLanes + 1);
      panel.b = right + (gemm.b_transposed ? col * gemm.b_stride + k : k * gemm.b_stride + col);
      panel.b_k = gemm.b_stride;
      panel.padded =
          gemm.way == GemmWay::kPacked || (gemm.way == GemmWay::kKept && gemm.b_transposed);
      if (panel.padded) {
        panel.b_k = kWidths[width] * kLanes;
        PackPanel(gemm, panel.b, panel_cols, depth, packed, panel.b_k);
        panel.b = packed;
      }
      panel.ahead = panel.padded ? gemm.ahead_of_scratch : gemm.ahead;
      const float* a = left_chunk;
      float* c = out + col;
      std::int64_t rest = rows;
      if (gemm.way == GemmWay::kCopied && rows > kRowLimits[width]) {
        panel.packed = packed;
        kPackingKernels[static_cast<std::size_t>(width)](panel, a, c, 1);
        panel.b = packed;
        panel.b_k = kWidths[width] * kLanes;
        panel.padded = true;
        panel.ahead = gemm.ahead_of_scratch;
        a += kRowLimits[width] * gemm.a_row;
        c += kRowLimits[width] * out_row;
        rest -= kRowLimits[width];
      }
      const RowBlocks split(rest, kRowLimits[width]);
      if (split.larger > 0) {
        kKernels[width][split.size](panel, a, c, split.larger);
        a += split.larger * (split.size + 1) * gemm.a_row;
        c += split.larger * (split.size + 1) * out_row;
      }
      kKernels[width][split.size - 1](panel, a, c, split.blocks - split.larger);
      col += panel_cols;
    }
  }
}

/// Whether a tile of a single row that has so many of its columns is read row by row: panels are
/// better for a part of them, but cannot end inside a vector everywhere.
HWY_INLINE bool SweepsTile(const Gemm& gemm, std::int64_t cols) {
  return cols == (gemm.swapped ? gemm.shape.m : gemm.shape.n) ||
         (!kMaskedLoads && cols % kLanes != 0);
}

void RunTile(const Gemm& gemm, const float* a, const float* b, float* c, const Tile& tile,
             float* scratch) {
  const GemmShape& s = gemm.shape;
  c += tile.row_begin * s.ldc + tile.col_begin;
  std::int64_t rows = tile.row_end - tile.row_begin, cols = tile.col_end - tile.col_begin;
  if (s.k == 0) {
    for (std::int64_t i = 0; i < rows; ++i) std::fill_n(c + i * s.ldc, cols, 0.0f);
    return;
  }
  const float* left = a + tile.row_begin * (s.transpose_a ? 1 : s.lda);
  const float* right = b + tile.col_begin * (s.transpose_b ? s.ldb : 1);
  if (gemm.swapped) {
    std::swap(left, right);
    std::swap(rows, cols);
  }
  if (gemm.way == GemmWay::kDot) {
    MultiplyDot(gemm, left, right, rows, cols, c);
  } else if (gemm.way == GemmWay::kSweep && SweepsTile(gemm, cols)) {
    SweepRows(left, gemm.a_k, right, gemm.b_stride, cols, s.k, kChunk, c, scratch);
  } else if (gemm.c_in_scratch) {
    const std::int64_t out_row = RoundUp(cols, kLanes);
    float* const rest = scratch + rows * out_row;
    if (gemm.way == GemmWay::kNarrow) {
      MultiplyNarrow(gemm, left, right, rows, cols, rest, scratch, out_row);
    } else {
      MultiplyTile(gemm, left, right, rows, cols, rest, scratch, out_row);
    }
    Transpose(scratch, out_row, rows, cols, false, c, s.ldc);
  } else if (gemm.way == GemmWay::kKept && rows >= kKeptRows) {
    MultiplyRowBlocks(gemm, left, right, rows, cols, scratch, c);
  } else if (gemm.copied_rows > 0 && rows > gemm.copied_rows) {
    const std::int64_t equal = CeilDiv(rows, CeilDiv(rows, gemm.copied_rows));
    const std::int64_t step = RoundUp(equal, kRowLimits[gemm.panel_width]);
    for (std::int64_t row = 0; row < rows; row += step) {
      MultiplyTile(gemm, left + row * gemm.a_row, right, std::min(step, rows - row), cols, scratch,
                   c + row * gemm.c_row, gemm.c_row);
    }
  } else {
    MultiplyTile(gemm, left, right, rows, cols, scratch, c, gemm.c_row);
  }
}

HWY_INLINE Tile TileOf(const Gemm& gemm, std::int64_t item) {
  const GemmShape& s = gemm.shape;
  const std::int64_t row = item % gemm.row_tiles * gemm.tile_rows;
  const std::int64_t col = item / gemm.row_tiles * gemm.tile_cols;
  return {row, std::min(row + gemm.tile_rows, s.m), col, std::min(col + gemm.tile_cols, s.n)};
}

HWY_NOINLINE void RunTiles(const Gemm& gemm, const float* a, const float* b, float* c,
                           std::int64_t item_begin, std::int64_t item_end, float* scratch,
                           const GemmEpilogue& epilogue) {
  const std::int64_t most = epilogue.run != nullptr ? gemm.run_rows_before_epilogue : gemm.run_rows;
  for (std::int64_t item = item_begin; item < item_end;) {
    const std::int64_t first = item;
    Tile tile = TileOf(gemm, item++);
    // Whoever has all columns reads whole rows of B; panels may be wider than tiles.
    if (gemm.way == GemmWay::kSweep || (gemm.joins_columns && epilogue.run == nullptr)) {
      const Tile last = TileOf(gemm, item_end - 1);
      tile.row_end = last.row_end;
      tile.col_end = last.col_end;
      item = item_end;
    }
    // Tiles below each other meet the same panels.
    for (; item < item_end && item % gemm.row_tiles != 0; ++item) {
      const std::int64_t row_end = TileOf(gemm, item).row_end;
      if (row_end - tile.row_begin > most) break;
      tile.row_end = row_end;
    }
    RunTile(gemm, a, b, c, tile, scratch);
    if (epilogue.run == nullptr) continue;
    for (std::int64_t done = first; done < item; ++done)
      epilogue.run(epilogue.context, TileOf(gemm, done));
  }
}

void Run(const Gemm& gemm, const float* a, const float* b, float* c, std::int64_t item_begin,
         std::int64_t item_end, std::byte* scratch, const GemmEpilogue& epilogue) {
  float* const floats = reinterpret_cast<float*>(scratch);
  if (gemm.items > 1) {
    RunTiles(gemm, a, b, c, item_begin, item_end, floats, epilogue);
  } else if (item_begin < item_end) {  // a tiny product would feel the search for its tile
    const Tile all = {0, gemm.shape.m, 0, gemm.shape.n};
    RunTile(gemm, a, b, c, all, floats);
    if (epilogue.run != nullptr) epilogue.run(epilogue.context, all);
  }
}

Gemm Plan(const GemmShape& shape, std::int64_t whole_rows) {
  Gemm gemm = Choose(shape, whole_rows);
  gemm.run = &Run;
  return gemm;
}

}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace occam::kernels {

HWY_EXPORT(Plan);

Gemm make_gemm(const GemmShape& shape, std::int64_t whole_rows) {
  return HWY_DYNAMIC_DISPATCH(Plan)(shape, whole_rows);
}

std::string to_text(const Gemm& gemm) {
  const auto way = [&]() -> std::string {
    switch (gemm.way) {
      case GemmWay::kPacked:
        return gemm.b_transposed ? "B transposed" : "B packed";
      case GemmWay::kCopied:
        return "B copied";
      case GemmWay::kNarrow:
        return "B transposed in parts";
      case GemmWay::kKept:
        return "B kept";
      case GemmWay::kDot:
        return "rows by columns";
      case GemmWay::kSweep:
        return "row by rows";
      case GemmWay::kInPlace:
        return "in place";
    }
    return {};
  };
  std::string text = std::to_string(gemm.items) + (gemm.items == 1 ? " tile" : " tiles") + " of " +
                     std::to_string(gemm.tile_rows) + "x" + std::to_string(gemm.tile_cols) + ", " +
                     way();
  if (gemm.copied_rows > 0 || gemm.copy_blocks) text += ", A copied";
  if (gemm.swapped) text += gemm.c_in_scratch ? ", as C^T" : ", a column as a row";
  if (gemm.ahead) text += ", asked ahead";
  return text;
}

void gemm_run(const Gemm& gemm, const float* a, const float* b, float* c, std::int64_t item_begin,
              std::int64_t item_end, std::byte* scratch, const GemmEpilogue& epilogue) {
  gemm.run(gemm, a, b, c, item_begin, item_end, scratch, epilogue);
}

}  // namespace occam::kernels
#endif  // HWY_ONCE

// How a product is cut and which way it goes: a function of its shape, the instruction set and the
// caches' sizes. Once per instruction set; included by gemm.cpp only.

#if defined(OCCAM_KERNELS_GEMM_PLAN_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef OCCAM_KERNELS_GEMM_PLAN_INL_H_
#undef OCCAM_KERNELS_GEMM_PLAN_INL_H_
#else
#define OCCAM_KERNELS_GEMM_PLAN_INL_H_
#endif

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>

#include "occam/kernels/cache_sizes.h"
#include "occam/kernels/gemm.h"
#include "occam/kernels/gemm_dot-inl.h"
#include "occam/kernels/gemm_kept-inl.h"
#include "occam/kernels/gemm_micro-inl.h"
#include "occam/kernels/gemm_narrow-inl.h"
#include "occam/kernels/gemm_row-inl.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {

constexpr std::int64_t kChunk = 384;  // part of the definition of the sum
// A tile's part of the left operand, 393 KB a chunk, stays in the second cache under all panels.
constexpr std::int64_t kMaxTileRows = 256, kMaxTileCols = 512;
// Below, a product is one item: handing half of it to another thread costs more than it saves.
constexpr std::int64_t kSplitWork = 1 << 18;
// So many elements of B take longer to read than another thread takes to begin, however few the
// rows that meet them.
constexpr std::int64_t kSplitRead = 1 << 17, kPieceOfRow = 256;
// So many rows of a transposed left operand, or more, keep all columns where panels are not kept:
// to read parts of its steps of k twice costs more than to copy the right one twice.
constexpr std::int64_t kWholeRows = 128;
// C has few columns: computing C^T may fill the vectors better, from so many steps of k on; fewer
// where A is transposed already.
constexpr std::int64_t kNarrow = 16;
constexpr std::int64_t kNarrowMinDepth = kLanes == 16 ? 24 : 48;
constexpr std::int64_t kNarrowMinSteps = kLanes == 16 ? 8 : 16;
// What a packed element of B costs, in lanes of one multiply-add each.
constexpr std::int64_t kPackCost = 5;
static_assert(!kNarrowParts || kNarrow - kPackCost <= kRowLimits[kNarrowWidth]);
// A matrix that one row is multiplied with, too large for the first cache: rows of so many columns
// are read from end to end. Shorter ones, longer ones and parts of them are better met in panels.
constexpr std::int64_t kSweepElements = 1 << 13, kSweepCols = 512, kMaxSweepCols = 4096;
// More rows than that outrun the transposing of a small matrix, which scratch then holds.
constexpr std::int64_t kDotRowsOfAny = 4, kDotElements = 1 << 14;
// Rows of B that lie apart meet few sets of the first cache and drive each other out. A panel is
// copied while its first rows are computed, when a chunk spans more than that cache and so many
// rows of the left operand use it, or when its last vector is not whole for many rows.
constexpr std::int64_t kCopyRows = 24, kCopySpan = 1 << 13, kCopyRowsOfPart = 64;
// Where a block of few rows outruns the copying.
constexpr bool kOutrunsCopying = kLanes == 16;
// With vectors of 8 lanes and more panels go to scratch when a core's second cache holds them,
// rather than the left operand, and stay there for all rows.
constexpr bool kKeeps = kLanes >= 8;
// Panels are worth it for so many elements of C, and in a run of so many rows.
constexpr std::int64_t kKeptSums = 1 << 15, kKeptRows = 192;
// So do the steps of k of a transposed left operand; copying it pays where whole pages lie between
// them, or a chunk spans more pages than a core knows without a search and no block outruns that,
// and so many rows and columns share it.
constexpr std::int64_t kPage = 4096 / sizeof(float), kKnownPages = 64;
constexpr std::int64_t kCopyLeftRows = 64, kCopyLeftCols = 128;
// A transposed left operand with so many steps of k does not stay in the first cache. Of fewer
// steps that lie so far apart, as many rows are copied as stay in half of it under all panels,
// where no block outruns that: to ask for them ahead takes loads that the products need.
constexpr std::int64_t kDeepLeft = 192, kFarStep = 512;

// So few steps of k are over before a block's part of C, from the third cache, is there; so few,
// before a cache line of C is back from another thread.
constexpr std::int64_t kShallow = 16, kOftenWritten = 64;

/// From one k of a copied left operand to the next: whole vectors, never a large power of two.
constexpr std::int64_t CopyStride(std::int64_t rows) { return RoundUp(rows, 16) + 16; }

/// The widest panel whose kernels have room for the rows, or for a block of the usual width. Rows
/// that make one block of a narrower panel are not cut into two.
inline int ChooseWidth(std::int64_t rows, std::int64_t vectors, int usual) {
  if (rows > kRowLimits[usual] && rows <= kRowLimits[kTallWidth]) usual = kTallWidth;
  const std::int64_t wanted = std::min<std::int64_t>(rows, kRowLimits[usual]);
  int width = 0;
  for (int w = 0; w < static_cast<int>(kWidths.size()); ++w) {
    if (kRowLimits[w] >= wanted && kWidths[w] <= vectors) width = w;
  }
  return width;
}

/// In floats.
inline std::int64_t FirstCache() {
  return first_cache_bytes() / static_cast<std::int64_t>(sizeof(float));
}
inline std::int64_t SecondCache() {
  return second_cache_bytes() / static_cast<std::int64_t>(sizeof(float));
}

/// Whether C^T = op(B)^T op(A)^T is the faster way, and whether it can be written in place.
inline void ChooseFrame(Gemm& g) {
  const GemmShape& s = g.shape;
  if (s.n == 1 && s.ldc == 1 && s.m > 1) {
    g.swapped = true;  // a column without gaps is a row
    return;
  }
  if (s.n > kNarrow || s.m < 2 * kLanes) return;
  const std::int64_t direct = RoundUp(s.n, kLanes);
  if (s.transpose_a) {
    // Its rows lie along the vectors of C^T, and a large one is read from end to end.
    const std::int64_t large = SecondCache() / (direct > kLanes ? 4 : 8);
    const bool faster = s.n < direct || s.m * std::min(s.k, kChunk) > large;
    g.swapped = faster && s.k >= kNarrowMinSteps;
  } else {
    g.swapped = s.n + kPackCost < direct && s.k >= kNarrowMinDepth;
  }
  g.c_in_scratch = g.swapped;
}

/// Cuts C into tiles of whole vectors: at most kMaxTile, and at least four items where that pays.
inline void ChooseTiles(Gemm& g, std::int64_t rows, std::int64_t cols) {
  std::int64_t row_parts = CeilDiv(rows, kMaxTileRows), col_parts = CeilDiv(cols, kMaxTileCols);
  const std::int64_t row_step = kRowLimits[g.panel_width];
  // Panels of the usual width where that costs nothing; a transposed panel is made once a row part.
  const int widest = kWidths[g.panel_width],
            width = g.b_transposed ? std::min(2, widest) : 2 * widest;
  // A single row reads long pieces of B's rows, as the memory likes it.
  const std::int64_t min_cols = rows == 1 && !g.b_transposed ? kPieceOfRow : width * kLanes;
  const bool share = rows * cols * g.shape.k >= kSplitWork || cols * g.shape.k >= kSplitRead;
  // Two threads that write to one cache line take it from each other, at the end of every row.
  const bool often = g.depth <= kOftenWritten, lines = g.shape.ldc % kCacheLine == 0;
  while (share && row_parts * col_parts < 4) {
    if (g.a_k != 1 && g.way != GemmWay::kKept && rows / row_parts >= 2 * kWholeRows) {
      row_parts *= 2;
    } else if (often && !lines && rows / row_parts >= 4 * row_step) {
      row_parts *= 2;
    } else if (cols / col_parts >= 2 * min_cols) {
      col_parts *= 2;
    } else if (rows / row_parts >= 2 * row_step) {
      row_parts *= 2;
    } else if (cols / col_parts >= 4 * kLanes &&
               rows * cols * g.shape.k >= 2 * kSplitWork * row_parts * col_parts) {
      col_parts *= 2;  // of narrow panels, for the many steps of k
    } else {
      break;
    }
  }
  const std::int64_t tile_rows = CeilDiv(rows, row_parts);
  const std::int64_t unit = often && lines ? std::max(kLanes, kCacheLine) : kLanes;
  const std::int64_t tile_cols = RoundUp(CeilDiv(cols, col_parts), unit);
  g.tile_rows = std::min(g.swapped ? tile_cols : tile_rows, g.shape.m);
  g.tile_cols = std::min(g.swapped ? tile_rows : tile_cols, g.shape.n);
  g.row_tiles = CeilDiv(g.shape.m, g.tile_rows);
  g.items = g.row_tiles * CeilDiv(g.shape.n, g.tile_cols);
}

/// Cuts C into tiles of whole rows. An epilogue's data are to stay in the cache beside the tile,
/// and fewer than 64 rows would read B too often; four items or a multiple of it share evenly.
inline void ChooseRowTiles(Gemm& g, std::int64_t whole_rows) {
  constexpr std::int64_t kTileElements = 1 << 16, kMinRows = 64;
  constexpr std::int64_t kEpilogueDepth =
      32;  // what an optimizer's step costs, in sums of products
  const GemmShape& s = g.shape;
  // Row blocks of nearly equal size take any number of rows, vectors do not.
  const std::int64_t unit = std::lcm(g.swapped ? std::int64_t{kLanes} : 1, whole_rows);
  const std::int64_t wanted = std::max(kMinRows, kTileElements / s.n);
  // A tile with an epilogue costs more to begin.
  const bool share = s.m * s.n * (s.k + kEpilogueDepth) >= 2 * kSplitWork;
  const std::int64_t parts = share ? RoundUp(CeilDiv(s.m, wanted), 4) : 1;
  g.tile_rows = std::min(RoundUp(CeilDiv(s.m, parts), unit), s.m);
  g.tile_cols = s.n;
  g.row_tiles = g.items = CeilDiv(s.m, g.tile_rows);
}

inline GemmWay ChooseWay(const Gemm& g, std::int64_t rows, std::int64_t cols) {
  const std::int64_t elements = cols * g.shape.k;
  const bool few = rows <= kDotRowsOfAny || cols < kLanes || elements >= kDotElements;
  if (g.b_transposed && !g.c_in_scratch && rows <= kDotRows && few) return GemmWay::kDot;
  if (kSweeps && !g.b_transposed && !g.c_in_scratch && rows == 1 && elements >= kSweepElements &&
      cols >= kSweepCols && cols <= kMaxSweepCols)
    return GemmWay::kSweep;
  if (kNarrowParts && g.c_in_scratch && g.b_transposed) return GemmWay::kNarrow;
  const bool whole_vectors = cols % kLanes == 0;
  // So much of the left operand would not stay in the second cache under all panels, C and what
  // reads it afterwards. A transposed one has to be copied beside kept panels: worth it for more,
  // as long as half of that cache holds B.
  const bool copies = kOutrunsCopying && g.a_k != 1 && cols * g.shape.k <= SecondCache() / 2;
  const bool keep = kKeeps && !g.swapped && rows * g.depth > SecondCache() / (copies ? 2 : 4) &&
                    rows * cols >= kKeptSums && (whole_vectors || g.b_transposed);
  if (keep) return GemmWay::kKept;
  if (g.b_transposed || (!kMaskedLoads && !whole_vectors)) return GemmWay::kPacked;
  const bool spread = rows >= kCopyRows && g.depth * g.b_stride >= kCopySpan &&
                      g.b_stride != kWidths[g.panel_width] * kLanes;
  const bool worth = !kOutrunsCopying || g.a_k != 1;
  const bool parts = rows >= kCopyRowsOfPart && !whole_vectors;
  return (spread && worth) || parts ? GemmWay::kCopied : GemmWay::kInPlace;
}

/// Kept panels take five eighths of the second cache, and all rows of a call meet them: of all
/// columns as many chunks as there is room for, else of one chunk as many columns.
inline void ChooseRuns(Gemm& g) {
  const std::int64_t half = SecondCache() / 2, room = SecondCache() / 8 * 5;
  const std::int64_t panel = kWidths[kTallWidth] * kLanes;
  const std::int64_t chunk = std::max(g.depth, std::int64_t{1});
  g.kept_depth = std::max(room / RoundUp(g.tile_cols, panel), chunk);
  g.kept_cols = std::max(room / g.kept_depth / panel, std::int64_t{1}) * panel;
  const bool whole = g.way == GemmWay::kDot || g.way == GemmWay::kSweep;
  if (!g.swapped && !whole) g.run_rows = g.way == GemmWay::kKept ? g.shape.m : kMaxTileRows;
  g.run_rows_before_epilogue = std::min(g.run_rows, half / 4 / g.tile_cols);
}

/// How many rows of the left operand are copied together; 0: it is better met where it lies.
inline std::int64_t CopiedRows(const Gemm& g) {
  if (g.a_row != 1 || g.a_k <= 1) return 0;
  const std::int64_t block = kRowLimits[g.panel_width];
  if (!kOutrunsCopying && g.depth > 0 && g.depth < kDeepLeft && g.a_k >= kFarStep)
    return std::max(FirstCache() / 2 / g.depth / block, std::int64_t{1}) * block;
  const bool unknown = !kOutrunsCopying && g.a_k * g.depth > kKnownPages * kPage;
  return g.a_k % kPage == 0 || unknown ? RoundUp(g.shape.m, block) : 0;
}

/// All but the driver.
inline Gemm Choose(const GemmShape& shape, std::int64_t whole_rows) {
  Gemm g;
  g.shape = shape;
  if (shape.m <= 0 || shape.n <= 0) return g;
  ChooseFrame(g);
  const bool left_transposed = g.swapped ? !shape.transpose_b : shape.transpose_a;
  const std::int64_t left_stride = g.swapped ? shape.ldb : shape.lda;
  g.a_row = left_transposed ? 1 : left_stride;
  g.a_k = left_transposed ? left_stride : 1;
  g.b_transposed = g.swapped ? !shape.transpose_a : shape.transpose_b;
  g.b_stride = g.swapped ? shape.lda : shape.ldb;
  g.c_row = shape.ldc;  // without a meaning for the single row of a swapped column

  const std::int64_t rows = g.swapped ? shape.n : shape.m, cols = g.swapped ? shape.m : shape.n;
  g.depth = std::min(shape.k, kChunk);
  const bool deep = g.a_k != 1 && g.depth >= kDeepLeft;
  g.panel_width = ChooseWidth(rows, CeilDiv(cols, kLanes), deep ? kTallWidth : kUsualWidth);
  // With one k, a column without gaps is a row.
  if (shape.k == 1 && g.b_stride == 1) g.b_transposed = false;
  g.way = ChooseWay(g, rows, cols);
  if (whole_rows > 0) {
    ChooseRowTiles(g, whole_rows);
  } else {
    ChooseTiles(g, rows, cols);
  }
  ChooseRuns(g);
  const bool panels =
      g.way == GemmWay::kInPlace || g.way == GemmWay::kPacked || g.way == GemmWay::kCopied;
  g.joins_columns = panels && g.row_tiles == 1 && !g.swapped;
  g.rows_ahead = g.a_k == 1 && rows * g.depth >= kCopySpan;
  g.ahead = rows == 1 ? cols * shape.k > SecondCache() / 2
                      : g.depth * cols >= (rows >= kCopyRows ? kCopySpan : FirstCache());
  g.copied_rows = panels && rows >= kCopyLeftRows && cols >= kCopyLeftCols ? CopiedRows(g) : 0;
  // A panel that stays in the first cache under all rows needs no asking.
  const std::int64_t panel = g.depth * kWidths[g.panel_width] * kLanes;
  const bool only_right = kAsksForRows || g.a_k == 1 || g.copied_rows > 0;
  g.ahead_of_scratch = g.ahead && !(only_right && panel <= FirstCache() / 3 * 2);
  const std::int64_t sums = shape.m * shape.n;
  g.c_ahead = g.depth <= (sums > SecondCache() / 2 ? kShallow
                          : sums > FirstCache()    ? kShallow / 4
                                                   : 0);
  g.copy_blocks = g.way == GemmWay::kKept && g.a_row == 1 && g.a_k > 1;

  const std::int64_t tile_cols = g.swapped ? g.tile_rows : g.tile_cols;
  std::int64_t floats = g.way == GemmWay::kSweep && shape.k > kChunk ? cols : 0;
  if (g.way == GemmWay::kKept) floats += KeptFloats(g);
  if (g.copy_blocks) floats += CopiedFloats(g);
  if (g.way == GemmWay::kPacked || g.way == GemmWay::kCopied || g.copied_rows > 0) floats += panel;
  if (g.copied_rows > 0)
    floats += g.depth * CopyStride(std::min(g.copied_rows, std::max(g.tile_rows, g.run_rows)));
  if (g.way == GemmWay::kNarrow) floats += NarrowFloats(rows);
  if (g.c_in_scratch) floats += rows * RoundUp(tile_cols, kLanes);
  // What blocks ask for behind a panel is not to be another worker's: it would wait for it.
  if (floats > 0 && g.ahead) floats += AheadSteps(kMaxRows) * kWidths[g.panel_width] * kLanes;
  g.scratch_bytes = static_cast<std::size_t>(floats) * sizeof(float);
  return g;
}

}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // OCCAM_KERNELS_GEMM_PLAN_INL_H_

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace occam::kernels {

/// A rectangle of a row-major matrix: rows [row_begin, row_end) x columns [col_begin, col_end).
struct Tile {
  std::int64_t row_begin = 0, row_end = 0, col_begin = 0, col_end = 0;
};

/// C = op(A) op(B) in float32; C is m x n, op(A) m x k, op(B) k x n, all row-major.
/// op transposes when asked: with transpose_a, A is stored k x m; with transpose_b, B n x k.
struct GemmShape {
  std::int64_t m = 0, n = 0, k = 0;
  std::int64_t lda = 0, ldb = 0, ldc = 0;  ///< elements from one stored row to the next
  bool transpose_a = false, transpose_b = false;
};

/// Called when a tile of C is complete and still in cache (bias, activation, weight update, ...).
struct GemmEpilogue {
  void (*run)(void* context, const Tile& tile) = nullptr;
  void* context = nullptr;
};

/// How the kernels meet the right operand.
enum class GemmWay : std::uint8_t {
  kInPlace,  ///< as it lies
  kPacked,   ///< panels go through scratch first
  kCopied,   ///< panels are copied to scratch while the first rows are computed
  kNarrow,   ///< of C^T: panels are transposed to scratch, a part of a chunk at a time
  kKept,     ///< in a run of many rows panels stay in scratch and a block of rows meets all of them
  kDot,      ///< few rows times a transposed matrix, column by column
  kSweep,    ///< one row times a large matrix, row by row where one call has all columns
};

/// How a product is cut into items and how much scratch a worker needs; plain data, made once when
/// a plan is compiled. Chosen by the shape, the instruction set and the caches' sizes alone.
struct Gemm {
  GemmShape shape;
  std::int64_t tile_rows = 0, tile_cols = 0;  ///< an item is a tile of this size (smaller at edges)
  std::int64_t items = 0;                     ///< number of tiles
  std::size_t scratch_bytes = 0;  ///< per worker, 64-byte aligned; not kept between runs

  // Only gemm_run reads what follows.
  using Run = void (*)(const Gemm& gemm, const float* a, const float* b, float* c,
                       std::int64_t item_begin, std::int64_t item_end, std::byte* scratch,
                       const GemmEpilogue& epilogue);
  Run run = nullptr;  ///< the driver of the instruction set that make_gemm found
  // In the kernels' frame, rows are broadcast and columns lie along vectors; `swapped` computes
  // C^T = op(B)^T op(A)^T. Element (i, k) of the left operand is at i * a_row + k * a_k.
  std::int64_t a_row = 0, a_k = 0, b_stride = 0, c_row = 0;
  std::int64_t row_tiles = 0;
  std::int32_t panel_width = 0;  ///< index into the kernels' table of widths
  bool swapped = false, b_transposed = false;
  GemmWay way = GemmWay::kInPlace;
  std::int64_t depth = 0;                      ///< of a chunk along k; the last one may be smaller
  std::int64_t kept_depth = 0, kept_cols = 0;  ///< most of the panels that are in scratch together
  // Tiles below each other are one run up to so many rows, and where an epilogue wants C in cache.
  std::int64_t run_rows = 0, run_rows_before_epilogue = 0;
  /// Rows of the left operand that go to scratch together, a chunk at a time, and meet all panels
  /// of a tile before the next ones; 0: it stays where it is.
  std::int64_t copied_rows = 0;
  bool joins_columns = false;     ///< tiles beside each other are one where no epilogue waits
  bool copy_blocks = false;       ///< beside kept panels, its row blocks go there instead
  bool ahead = false;             ///< the operands are asked for some steps of k ahead
  bool ahead_of_scratch = false;  ///< so are they by blocks whose panel of B lies in scratch
  bool rows_ahead = false;        ///< so are the begins of the left operand's next rows
  bool c_ahead = false;           ///< a block asks for its part of C before it computes it
  bool c_in_scratch = false;      ///< C^T is made in scratch and transposed into C
};

/// Chooses the instruction set of this machine and the cut of the work. No items when m or n is 0.
/// With `whole_rows` > 0 tiles span all columns and begin at multiples of that many rows, so that
/// an epilogue finds its part of C in one piece.
Gemm make_gemm(const GemmShape& shape, std::int64_t whole_rows = 0);

/// For a plan's print: "4 tiles of 128x256, B copied, A copied, asked ahead".
std::string to_text(const Gemm& gemm);

/// Computes the tiles [item_begin, item_end).
///
/// Defined sum (docs/decisions): element (i, j) is s_0 + s_1 + ... in this order, s_c being the
/// chain fma(a_k, b_k, s) over ascending k of chunk c, chunks of 384 along k, each chain starting
/// at +0. So its bits do not depend on tile, position, leading dimension, threads or vector width.
/// Where the instruction set has no FMA (scalar baseline), product and sum round separately; which
/// of two NaN payloads survives is open. k = 0 gives zeros. Never reads outside the operands. `a`,
/// `b`, `c` do not overlap.
void gemm_run(const Gemm& gemm, const float* a, const float* b, float* c, std::int64_t item_begin,
              std::int64_t item_end, std::byte* scratch, const GemmEpilogue& epilogue = {});

}  // namespace occam::kernels

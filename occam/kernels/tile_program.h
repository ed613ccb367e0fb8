#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "occam/kernels/elementwise_op.h"

namespace occam::kernels {

/// Where an instruction reads. The program runs over a domain of rows x cols elements.
struct TileSource {
  enum Kind : std::uint8_t {
    kNone,
    kSlot,       ///< result of an earlier instruction; `index` is the slot
    kFull,       ///< operand `index`: float32 [rows, cols], contiguous
    kRow,        ///< operand `index`: float32 [cols], the same for every row (a bias)
    kColumn,     ///< operand `index`: float32 [rows], the same along a row (a per-sample weight)
    kScalar,     ///< operand `index`: one float64, rounded to float32 (a hyper-parameter)
    kScalarF32,  ///< operand `index`: one float32
    kConstant,   ///< constants[index]
  };
  Kind kind = kNone;
  std::uint16_t index = 0;
  bool operator==(const TileSource&) const = default;
};

/// Where an instruction writes: a slot of the tile's scratch, or operand `index` of full size
/// directly.
struct TileInstruction {
  ElementwiseOp op = ElementwiseOp::kCopy;
  bool to_operand = false;  ///< false: `target` is a slot; true: `target` is a kFull operand
  std::uint16_t target = 0;
  TileSource a, b, c;
  std::uint16_t random = 0;  ///< kDropout: index into TileProgram::randoms
};

/// A reduction of a slot or operand over the domain, stored in an operand when the program has run.
struct TileReduction {
  enum Kind : std::uint8_t {
    kSumAll,      ///< float32 or float64 scalar, see `to_f64`
    kSumRows,     ///< float32 [cols]: for each column the sum over rows
    kSumColumns,  ///< float32 [rows]: for each row the sum over columns
  };
  Kind kind = kSumAll;
  bool to_f64 = false;  ///< kSumAll only: the operand is one float64
  TileSource source;    ///< kSlot or kFull
  std::uint16_t operand = 0;
};

/// "sum", "sum_rows", "sum_columns".
constexpr std::string_view name_of(TileReduction::Kind kind) {
  switch (kind) {  // no default: the compiler warns of a kind that is forgotten
    case TileReduction::kSumAll:
      return "sum";
    case TileReduction::kSumRows:
      return "sum_rows";
    case TileReduction::kSumColumns:
      return "sum_columns";
  }
  return "unknown";
}

/// Key of a random source: operands that hold the seed (uint64) and the step (uint64).
struct TileRandom {
  std::uint16_t seed_operand = 0, step_operand = 0;
  std::uint32_t stream = 0;
};

/// A fused elementwise computation: instructions run tile by tile, a tile stays in L1.
///
/// Partition, a function of the shape only (docs/decisions/0005): columns are cut into segments of
/// at most kSegment; rows into blocks of kRowBlock; an item is one block x segment, ordered
/// block-major. Inside an item a tile is max(1, kSegment / cols) whole rows when there is one
/// segment, else one row of the segment: always a contiguous range of the tensor. Programs that use
/// no kRow, kColumn, kSumRows, kSumColumns should be given as rows = 1, cols = all elements.
///
/// Sums: sum32 of n values = 32 lanes, lane j adds values j, j + 32, ... in order starting from +0
/// (missing values add nothing), then lanes are folded 16, 8, 4, 2, 1 (lane j += lane j + half).
///   kSumAll: float64 sum, in order of items and tiles, of sum32 of each tile.
///   kSumRows: in an item rows are added in order in float32 starting from +0; items' partial sums
///   are
///     added in order of row blocks, in float32.
///   kSumColumns: sum32 over each row of the segment; segments added in order, in float32.
struct TileProgram {
  static constexpr std::int64_t kSegment = 1024;
  static constexpr std::int64_t kRowBlock = 64;

  std::int64_t rows = 0, cols = 0;
  std::vector<TileInstruction> instructions;
  std::vector<TileReduction> reductions;
  std::vector<TileRandom> randoms;
  std::vector<double> constants;  ///< used as float32, but for a dropout's rate
  std::uint16_t slots = 0;

  std::int64_t segments() const { return cols <= kSegment ? 1 : (cols + kSegment - 1) / kSegment; }
  std::int64_t blocks() const { return (rows + kRowBlock - 1) / kRowBlock; }
  std::int64_t items() const { return rows == 0 || cols == 0 ? 0 : blocks() * segments(); }
};

/// Bytes of partial sums that all items of a run share (workspace, 64-byte aligned); 0 without
/// reductions or where one item suffices and the result is written at once.
std::size_t tile_program_partial_bytes(const TileProgram& program);

}  // namespace occam::kernels

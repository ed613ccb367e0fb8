#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "occam/base/round_up_64.h"
#include "occam/kernels/tile_code.h"

// Inside of tile programs, the same for every instruction set: sizes of tiles, slots and partial
// sums.
namespace occam::kernels::tiles {

/// Sets the functions of a code to those of this machine's instruction set.
void choose_runs(TileCode& code);

/// This instruction set's loop. Bit k of `scalars`: operand k is a broadcast scalar.
OpLoop choose_loop(ElementwiseOp op, unsigned scalars);

/// Floats of a slot or an expanded operand: a tile, and one vector that may be written beyond its
/// end.
inline constexpr std::size_t kBuffer = static_cast<std::size_t>(TileProgram::kSegment) + 16;

/// Rows of a full tile.
inline std::int64_t tile_rows(const TileProgram& program) {
  if (program.cols == 0 || program.cols > TileProgram::kSegment) return 1;
  return std::min({TileProgram::kSegment / program.cols, TileProgram::kRowBlock, program.rows});
}

/// Bytes of partial sums of a reduction; 0 where an item's sum is final.
inline std::size_t partial_bytes(const TileProgram& program, const TileReduction& reduction) {
  std::int64_t bytes = 0;
  switch (reduction.kind) {
    case TileReduction::kSumAll:
      if (program.items() > 1) bytes = program.items() * 8;
      break;
    case TileReduction::kSumRows:
      if (program.blocks() > 1) bytes = program.blocks() * program.cols * 4;
      break;
    case TileReduction::kSumColumns:
      if (program.segments() > 1) bytes = program.segments() * program.rows * 4;
      break;
  }
  return round_up_64(static_cast<std::size_t>(bytes));
}

/// A value at any address.
template <class T>
T load(const std::byte* p) {
  T value;
  std::memcpy(&value, p, sizeof value);
  return value;
}

/// Result of a kSumAll.
inline void store_sum(std::byte* out, bool to_f64, double sum) {
  const float narrow = static_cast<float>(sum);
  if (to_f64) {
    std::memcpy(out, &sum, sizeof sum);
  } else {
    std::memcpy(out, &narrow, sizeof narrow);
  }
}

}  // namespace occam::kernels::tiles

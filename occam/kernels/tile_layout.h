#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "occam/kernels/tile_program.h"

// Inside of tile programs, the same for every instruction set: what a run keeps in a worker's
// scratch and where partial sums lie.
namespace occam::kernels::tiles {

/// What all elements of a random source share.
struct RandomState {
  std::uint32_t key[2];
  std::uint32_t stream;
  std::uint32_t step[2];
};

/// What a loop may need beside its operands.
struct LoopContext {
  const RandomState* random;  ///< kDropout's
  std::uint64_t index;        ///< position of the first element in the tensor
  bool padded;                ///< `out` has room for a whole last vector
};

/// out[i] = op(a[i], b[i], c[i]) for i < n; a broadcast scalar is read at [0] only. `out` may be
/// one of the operands.
using OpLoop = void (*)(const float* a, const float* b, const float* c, float* out, std::size_t n,
                        const LoopContext& context);

/// An operand of an instruction is at base + position[step].
enum Step : std::uint8_t { kFixed, kByElement, kByColumn, kByRow, kSteps };

/// An instruction bound to the operands of one run call.
struct Binding {
  OpLoop loop;
  const float* source[3];
  float* target;
  const RandomState* random;
  float scalar[3];
  Step step[3], target_step;
};

/// A kRow or kColumn operand repeated over a tile of several rows.
struct Expansion {
  const float* operand;
  float* buffer;
  bool row;  ///< else column
};

/// Floats of a slot or an expanded operand: a tile, and one vector that may be written beyond its
/// end.
inline constexpr std::size_t kBuffer = static_cast<std::size_t>(TileProgram::kSegment) + 16;

/// Parts of a worker's scratch.
struct Scratch {
  Binding* bindings;
  Expansion* expansions;
  RandomState* randoms;
  double* sums;
  float* slots;
  float* buffers;
  std::size_t bytes;
};

/// Rows of a full tile.
inline std::int64_t tile_rows(const TileProgram& program) {
  if (program.cols == 0 || program.cols > TileProgram::kSegment) return 1;
  return std::min({TileProgram::kSegment / program.cols, TileProgram::kRowBlock, program.rows});
}

inline std::size_t round_up_64(std::size_t bytes) { return (bytes + 63) / 64 * 64; }

inline Scratch lay_out(const TileProgram& program, std::byte* scratch) {
  const auto is_expanded = [](const TileSource& source) -> std::size_t {
    return source.kind == TileSource::kRow || source.kind == TileSource::kColumn;
  };
  std::size_t expanded = 0;
  if (tile_rows(program) > 1) {
    for (const TileInstruction& instruction : program.instructions) {
      expanded +=
          is_expanded(instruction.a) + is_expanded(instruction.b) + is_expanded(instruction.c);
    }
  }
  Scratch parts;
  std::size_t bytes = 0;
  const auto take = [&]<class T>(T*& part, std::size_t count) {
    part = reinterpret_cast<T*>(scratch + bytes);
    bytes += round_up_64(count * sizeof(T));
  };
  take(parts.bindings, program.instructions.size());
  take(parts.expansions, expanded);
  take(parts.randoms, program.randoms.size());
  take(parts.sums, program.reductions.size());
  take(parts.slots, program.slots * kBuffer);
  take(parts.buffers, expanded * kBuffer);
  parts.bytes = bytes;
  return parts;
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
inline void store_sum(const TileReduction& reduction, std::byte* const* operands, double sum) {
  const float narrow = static_cast<float>(sum);
  std::byte* out = operands[reduction.operand];
  if (reduction.to_f64) {
    std::memcpy(out, &sum, sizeof sum);
  } else {
    std::memcpy(out, &narrow, sizeof narrow);
  }
}

}  // namespace occam::kernels::tiles

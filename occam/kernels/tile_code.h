#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "occam/kernels/gemm.h"
#include "occam/kernels/tile_program.h"

namespace occam::kernels {
namespace tiles {

/// What all elements of a dropout share. Limit and factor are those of a rate that is one number:
/// they are worked out in float64, as near 1 a float32 of the rate is far from the rate.
struct RandomState {
  std::uint32_t key[2];
  std::uint32_t stream;
  std::uint32_t step[2];
  float limit;   ///< ceil(2^24 rate): k / 2^24 is below the rate where k is below it
  float factor;  ///< 1 / (1 - rate)
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

/// An operand of an operation is at place + position[step].
enum Step : std::uint8_t { kFixed, kByElement, kByColumn, kByRow, kSteps };

/// An instruction with its loop; a, b, c and the target are indices into a run's table of places.
struct Operation {
  OpLoop loop = nullptr;
  std::uint16_t place[4] = {};
  Step step[4] = {};
  std::uint16_t random = 0;  ///< index into the run's random states
};

/// A dropout's key and where its rate stands.
struct Dropout {
  enum class Rate : std::uint8_t { kByElement, kF64, kF32, kConstant };
  TileRandom key;
  Rate rate = Rate::kByElement;
  std::uint16_t operand = 0;  ///< kF64, kF32
  double constant = 0.0;      ///< kConstant
};

/// An operand that holds one number, turned into float32 when a run begins.
struct Scalar {
  std::uint16_t operand = 0;
  bool is_f64 = false;
};

/// A kRow or kColumn operand repeated over a tile of several rows.
struct Expansion {
  std::uint16_t operand = 0;
  bool is_row = false;  ///< else column
};

struct Reduction {
  TileReduction::Kind kind = TileReduction::kSumAll;
  bool to_f64 = false, has_partials = false;
  std::uint16_t place = 0, operand = 0;
  Step step = kFixed;
  std::size_t partials = 0;  ///< offset of its partial sums
};

}  // namespace tiles

/// A tile program with everything worked out that does not depend on where its operands lie; plain
/// data, made once when a plan is compiled. Depends on the program and the instruction set alone.
///
/// A run fills a table of places: the program's operands, then its slots, constants, scalars and
/// the buffers of expanded operands.
struct TileCode {
  TileProgram program;
  std::size_t scratch_bytes = 0;  ///< of a worker, 64-byte aligned

  // Only the functions below read what follows.
  using RunItems = void (*)(const TileCode& code, std::byte* const* operands, std::byte* partials,
                            std::int64_t item_begin, std::int64_t item_end, std::byte* scratch);
  using RunRectangle = void (*)(const TileCode& code, std::byte* const* operands, const Tile& tile,
                                std::byte* scratch);
  using AddParts = void (*)(const float* parts, std::size_t count, std::size_t n, float* out);
  RunItems run_items = nullptr;
  RunRectangle run_rectangle = nullptr;
  AddParts add_parts = nullptr;
  std::vector<tiles::Operation> single;   ///< for tiles within one row
  std::vector<tiles::Operation> several;  ///< for tiles of several rows, where they occur
  std::vector<float> constants;           ///< the program's
  std::vector<tiles::Scalar> scalars;
  std::vector<tiles::Dropout> dropouts;
  std::vector<tiles::Expansion> expansions;
  std::vector<tiles::Reduction> reductions;
  std::size_t operands = 0;  ///< how many the table of places begins with
  std::int64_t tile_rows = 1, segments = 1;
  std::size_t sums = 0, randoms = 0, numbers = 0, slots = 0, buffers = 0;  ///< offsets in scratch
};

TileCode make_tile_code(TileProgram program);

/// Runs items [item_begin, item_end). `operands[i]` is operand i's first byte (any alignment to 4).
/// An operand may be read (kFull) and written (to_operand) in the same program; the caller orders
/// instructions so that each element is read before it is overwritten.
void tile_code_run(const TileCode& code, std::byte* const* operands, std::byte* partials,
                   std::int64_t item_begin, std::int64_t item_end, std::byte* scratch);

/// Adds up the partial sums into the reductions' operands; one call after all items have run.
/// Does nothing when tile_program_partial_bytes is 0.
void tile_code_finish(const TileCode& code, std::byte* const* operands, const std::byte* partials);

/// Runs the instructions on one rectangle of the domain: the epilogue of a product's tile.
/// REQUIRES: no reductions.
void tile_code_run_rectangle(const TileCode& code, std::byte* const* operands, const Tile& tile,
                             std::byte* scratch);

}  // namespace occam::kernels

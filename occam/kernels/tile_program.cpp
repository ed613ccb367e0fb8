#include "occam/kernels/tile_program.h"

#include <algorithm>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "occam/kernels/tile_program.cpp"
#include "hwy/foreach_target.h"
// foreach_target.h must come first.
#include "hwy/highway.h"
#include "occam/kernels/tile_layout.h"
#include "occam/kernels/tile_run-inl.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {
namespace {

void run_items(const TileProgram& program, std::byte* const* operands, std::byte* partials,
               std::int64_t item_begin, std::int64_t item_end, std::byte* scratch) {
  const std::int64_t height = tiles::tile_rows(program);
  Run run(program, operands, scratch, height > 1);
  run.expand_rows(height);
  for (std::int64_t item = item_begin; item < item_end; ++item) run.item(item, height, partials);
}

void run_rectangle(const TileProgram& program, std::byte* const* operands, const Tile& tile,
                   std::byte* scratch) {
  const bool whole_rows = tile.col_begin == 0 && tile.col_end == program.cols;
  const std::int64_t height =
      whole_rows ? std::min(tiles::tile_rows(program), tile.row_end - tile.row_begin) : 1;
  Run run(program, operands, scratch, height > 1);
  run.expand_rows(height);
  for (std::int64_t row = tile.row_begin; row < tile.row_end; row += height) {
    const std::int64_t rows = std::min(height, tile.row_end - row);
    for (std::int64_t col = tile.col_begin; col < tile.col_end; col += TileProgram::kSegment) {
      run.tile(row, rows, col, std::min(TileProgram::kSegment, tile.col_end - col));
    }
  }
}

// out[i] = sum over k of parts[k, i], k ascending from +0.
void add_parts(const float* parts, std::size_t count, std::size_t n, float* out) {
  const FT d;
  std::size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    FV sum = hn::Zero(d);
    for (std::size_t k = 0; k < count; ++k) sum = hn::Add(sum, hn::LoadU(d, parts + k * n + i));
    hn::StoreU(sum, d, out + i);
  }
  if (i == n) return;
  FV sum = hn::Zero(d);
  for (std::size_t k = 0; k < count; ++k) {
    sum = hn::Add(sum, load_part(d, parts + k * n + i, n - i));
  }
  store_part(sum, d, out + i, n - i);
}

}  // namespace
}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace occam::kernels {

HWY_EXPORT(run_items);
HWY_EXPORT(run_rectangle);
HWY_EXPORT(add_parts);

std::size_t tile_program_scratch_bytes(const TileProgram& program) {
  alignas(64) std::byte base[64];
  return tiles::lay_out(program, base).bytes;
}

std::size_t tile_program_partial_bytes(const TileProgram& program) {
  // An empty domain has no items, but its sums are 0: the caller must not skip the finish.
  if (program.items() == 0) return program.reductions.empty() ? 0 : 64;
  std::size_t bytes = 0;
  for (const TileReduction& reduction : program.reductions) {
    bytes += tiles::partial_bytes(program, reduction);
  }
  return bytes;
}

void tile_program_run(const TileProgram& program, std::byte* const* operands, std::byte* partials,
                      std::int64_t item_begin, std::int64_t item_end, std::byte* scratch) {
  if (item_begin >= item_end) return;
  HWY_DYNAMIC_DISPATCH(run_items)(program, operands, partials, item_begin, item_end, scratch);
}

void tile_program_run_rectangle(const TileProgram& program, std::byte* const* operands,
                                const Tile& tile, std::byte* scratch) {
  if (tile.row_begin >= tile.row_end || tile.col_begin >= tile.col_end) return;
  HWY_DYNAMIC_DISPATCH(run_rectangle)(program, operands, tile, scratch);
}

void tile_program_finish(const TileProgram& program, std::byte* const* operands,
                         const std::byte* partials) {
  const std::int64_t items = program.items();
  for (const TileReduction& reduction : program.reductions) {
    const std::size_t bytes = tiles::partial_bytes(program, reduction);
    if (bytes == 0 && items > 0) continue;
    std::byte* out = operands[reduction.operand];
    const float* parts = reinterpret_cast<const float*>(partials);
    switch (reduction.kind) {
      case TileReduction::kSumAll: {
        double sum = 0.0;
        for (std::int64_t k = 0; k < items; ++k) sum += tiles::load<double>(partials + k * 8);
        tiles::store_sum(reduction, operands, sum);
        break;
      }
      case TileReduction::kSumRows:
        HWY_DYNAMIC_DISPATCH(add_parts)
        (parts, static_cast<std::size_t>(program.blocks()), static_cast<std::size_t>(program.cols),
         reinterpret_cast<float*>(out));
        break;
      case TileReduction::kSumColumns:
        HWY_DYNAMIC_DISPATCH(add_parts)
        (parts, static_cast<std::size_t>(items > 0 ? program.segments() : 0),
         static_cast<std::size_t>(program.rows), reinterpret_cast<float*>(out));
        break;
    }
    partials += bytes;
  }
}

}  // namespace occam::kernels
#endif  // HWY_ONCE

#include <algorithm>
#include <cstddef>
#include <cstdint>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "occam/kernels/tile_run.cpp"
#include "hwy/foreach_target.h"
// foreach_target.h must come first.
#include "hwy/highway.h"
#include "occam/kernels/tile_layout.h"
#include "occam/kernels/tile_run-inl.h"

HWY_BEFORE_NAMESPACE();
namespace occam::kernels::HWY_NAMESPACE {
namespace {

void run_items(const TileCode& code, std::byte* const* operands, std::byte* partials,
               std::int64_t item_begin, std::int64_t item_end, std::byte* scratch) {
  Run run(code, code.tile_rows > 1, operands, scratch);
  run.expand_rows(code.tile_rows);
  for (std::int64_t item = item_begin; item < item_end; ++item) {
    run.item(item, code.tile_rows, partials);
  }
}

void run_rectangle(const TileCode& code, std::byte* const* operands, const Tile& tile,
                   std::byte* scratch) {
  const bool whole_rows = tile.col_begin == 0 && tile.col_end == code.program.cols;
  const std::int64_t height =
      whole_rows ? std::min(code.tile_rows, tile.row_end - tile.row_begin) : 1;
  Run run(code, height > 1, operands, scratch);
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

// Everything of a code that is a function of the instruction set.
void choose_runs(TileCode& code) {
  code.run_items = run_items;
  code.run_rectangle = run_rectangle;
  code.add_parts = add_parts;
}

OpLoop choose_loop(ElementwiseOp op, unsigned scalars) { return find_loop(op, scalars); }

}  // namespace
}  // namespace occam::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace occam::kernels::tiles {

HWY_EXPORT(choose_runs);
HWY_EXPORT(choose_loop);

void choose_runs(TileCode& code) { HWY_DYNAMIC_DISPATCH(choose_runs)(code); }

OpLoop choose_loop(ElementwiseOp op, unsigned scalars) {
  return HWY_DYNAMIC_DISPATCH(choose_loop)(op, scalars);
}

}  // namespace occam::kernels::tiles
#endif  // HWY_ONCE

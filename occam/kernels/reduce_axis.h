#pragma once

#include <cstdint>

namespace occam::kernels {

/// A row-major float32 tensor [outer, n, inner] without its middle axis: [outer, inner]. An item is
/// one outer index and kColumns columns.
struct ReduceAxis {
  static constexpr std::int64_t kColumns = 256;
  std::int64_t outer = 0, n = 0, inner = 0;

  std::int64_t blocks() const { return (inner + kColumns - 1) / kColumns; }
  std::int64_t items() const { return outer * blocks(); }
};

/// Sums, each in the order of kSumRows in tile_program.h: blocks of 64 in order from +0, then the
/// blocks' sums in order.
void sum_axis(const ReduceAxis& axis, const float* x, float* out, std::int64_t begin,
              std::int64_t end);

/// Largest values; NaN where there is one, and +0 where 0 is the largest: no order matters.
/// REQUIRES: n >= 1.
void max_axis(const ReduceAxis& axis, const float* x, float* out, std::int64_t begin,
              std::int64_t end);

}  // namespace occam::kernels

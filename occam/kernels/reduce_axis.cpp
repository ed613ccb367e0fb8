#include "occam/kernels/reduce_axis.h"

#include <algorithm>
#include <limits>

#include "occam/kernels/tile_program.h"

namespace occam::kernels {
namespace {

/// Calls work(first value, columns, results) for each item.
template <class Work>
void for_items(const ReduceAxis& axis, const float* x, float* out, std::int64_t begin,
               std::int64_t end, const Work& work) {
  for (std::int64_t item = begin; item < end; ++item) {
    const std::int64_t outer = item / axis.blocks(),
                       column = (item - outer * axis.blocks()) * ReduceAxis::kColumns;
    work(x + outer * axis.n * axis.inner + column,
         std::min(ReduceAxis::kColumns, axis.inner - column), out + outer * axis.inner + column);
  }
}

/// The largest value; `m` and `is_nan` hold one candidate a lane.
struct Lanes {
  float m[ReduceAxis::kColumns];
  bool is_nan[ReduceAxis::kColumns];

  void start(std::int64_t count) {
    std::fill_n(m, count, -std::numeric_limits<float>::infinity());
    std::fill_n(is_nan, count, false);
  }
  void take(const float* x, std::int64_t count) {
    for (std::int64_t c = 0; c < count; ++c) {
      m[c] = x[c] > m[c] ? x[c] : m[c];
      is_nan[c] |= x[c] != x[c];
    }
  }
  float result(std::int64_t c) const {
    return is_nan[c] ? std::numeric_limits<float>::quiet_NaN() : m[c] + 0.0f;
  }
};

/// Of n values that lie one behind the other.
float max_of_row(const float* x, std::int64_t n) {
  constexpr std::int64_t kLanes = 32;
  Lanes lanes;
  lanes.start(kLanes);
  std::int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes) lanes.take(x + i, kLanes);
  lanes.take(x + i, n - i);
  for (std::int64_t c = 1; c < kLanes; ++c) {
    lanes.m[0] = std::max(lanes.m[0], lanes.m[c]);
    lanes.is_nan[0] |= lanes.is_nan[c];
  }
  return lanes.result(0);
}

}  // namespace

void sum_axis(const ReduceAxis& axis, const float* x, float* out, std::int64_t begin,
              std::int64_t end) {
  for_items(axis, x, out, begin, end, [&](const float* values, std::int64_t count, float* sums) {
    float block[ReduceAxis::kColumns];
    std::fill_n(sums, count, 0.0f);
    for (std::int64_t first = 0; first < axis.n; first += TileProgram::kRowBlock) {
      const std::int64_t last = std::min(axis.n, first + TileProgram::kRowBlock);
      std::fill_n(block, count, 0.0f);
      for (std::int64_t r = first; r < last; ++r, values += axis.inner) {
        for (std::int64_t c = 0; c < count; ++c) block[c] += values[c];
      }
      for (std::int64_t c = 0; c < count; ++c) sums[c] += block[c];
    }
  });
}

void max_axis(const ReduceAxis& axis, const float* x, float* out, std::int64_t begin,
              std::int64_t end) {
  for_items(axis, x, out, begin, end, [&](const float* values, std::int64_t count, float* largest) {
    if (axis.inner == 1) {
      *largest = max_of_row(values, axis.n);
      return;
    }
    Lanes lanes;
    lanes.start(count);
    for (std::int64_t r = 0; r < axis.n; ++r, values += axis.inner) lanes.take(values, count);
    for (std::int64_t c = 0; c < count; ++c) largest[c] = lanes.result(c);
  });
}

}  // namespace occam::kernels

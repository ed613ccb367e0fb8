#include "occam/kernels/take_rows.h"

#include <algorithm>
#include <limits>

namespace occam::kernels {
namespace {

/// The row that `index` means, or -1.
std::int64_t row_of(float index, std::int64_t rows) {
  if (!(index >= 0.0f && index < static_cast<float>(rows))) return -1;
  const std::int64_t row = static_cast<std::int64_t>(index);
  return row < rows && static_cast<float>(row) == index ? row : -1;
}

}  // namespace

void take_rows(const TakeRows& take, const float* table, const float* index, float* out,
               std::int64_t begin, std::int64_t end) {
  for (std::int64_t i = begin; i < end; ++i) {
    const std::int64_t row = row_of(index[i], take.rows);
    if (row < 0) {
      std::fill_n(out + i * take.cols, take.cols, std::numeric_limits<float>::quiet_NaN());
    } else {
      std::copy_n(table + row * take.cols, take.cols, out + i * take.cols);
    }
  }
}

void take_rows_gradient(const TakeRows& take, const float* upstream, const float* index, float* out,
                        std::int64_t begin, std::int64_t end) {
  const std::int64_t first = begin * take.rows_an_item(),
                     last = std::min(take.rows, end * take.rows_an_item());
  if (first >= last) return;
  std::fill_n(out + first * take.cols, (last - first) * take.cols, 0.0f);
  for (std::int64_t i = 0; i < take.count; ++i) {
    const std::int64_t row = row_of(index[i], take.rows);
    if (row < first || row >= last) continue;
    const float* const from = upstream + i * take.cols;
    float* const to = out + row * take.cols;
    for (std::int64_t c = 0; c < take.cols; ++c) to[c] += from[c];
  }
}

}  // namespace occam::kernels

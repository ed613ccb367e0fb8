#pragma once

#include <cstdint>

namespace occam::kernels {

/// Rows of a table [rows, cols] picked by `count` positions, whole numbers in float32. All
/// row-major float32.
struct TakeRows {
  std::int64_t rows = 0, cols = 0, count = 0;

  /// Of take_rows_gradient: rows of the table in one item.
  std::int64_t rows_an_item() const { return (rows + 15) / 16; }
  std::int64_t gradient_items() const {
    return rows == 0 ? 0 : (rows + rows_an_item() - 1) / rows_an_item();
  }
};

/// out[i, :] = table[index[i], :]; an item is one i. A row of NaN where the index is no row of the
/// table (indices are checked before training).
void take_rows(const TakeRows& take, const float* table, const float* index, float* out,
               std::int64_t begin, std::int64_t end);

/// out[r, :] = the sum of upstream[i, :] over all i with index[i] == r, from +0 by ascending i; for
/// items [begin, end).
void take_rows_gradient(const TakeRows& take, const float* upstream, const float* index, float* out,
                        std::int64_t begin, std::int64_t end);

}  // namespace occam::kernels

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "occam/data/table.h"

namespace occam::data {

/// Two columns that hardly differ; places in the list that was asked about.
struct LikeColumns {
  std::size_t column = 0;
  std::size_t earlier = 0;
  bool proportional = false;  ///< else equal in nearly all rows
  double share = 0.0;         ///< |correlation|, or the share of equal cells
};

/// Pairs of columns that are equal in at least 98 % of the rows (and of the rows in which a column
/// does not hold its most frequent value, in at least 95 %), and pairs of numbers whose correlation
/// is at least 0.9999 in size. At most one pair a column. Candidates come from hashes of cells
/// in random rows (Indyk and Motwani 1998) and from random projections (Johnson and Lindenstrauss
/// 1984), so that time is near linear in cells. Fewer than 20 rows: none.
std::vector<LikeColumns> like_columns(std::span<const Column* const> columns);

}  // namespace occam::data

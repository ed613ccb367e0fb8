#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "occam/data/table.h"

namespace occam::data {

/// What one column says by itself.
struct ColumnFacts {
  std::int64_t missing = 0, first_missing_row = -1;
  std::int64_t unusable = 0, first_unusable_row = -1;
  std::int64_t distinct = 0;
  bool at_least = false;          ///< distinct was counted in some of the rows
  double distinct_share = 0;      ///< of the cells looked at that are not missing
  bool constant = false;          ///< one value, in every row
  bool whole = false;             ///< numbers without a fraction
  bool counts_rows = false;       ///< 0,1,2,... or 1,2,3,... in the order of the rows
  std::uint64_t fingerprint = 0;  ///< equal for columns that are equal cell by cell
  /// Equal for columns whose values can be renamed into each other; 0 where nearly all values
  /// differ, which any two such columns would match.
  std::uint64_t pattern = 0;
};

ColumnFacts facts_of(const Column& column);

/// Mixes `value` into `hash` (the finalizer of SplitMix64, Steele et al. 2014).
std::uint64_t mixed(std::uint64_t hash, std::uint64_t value);

/// A number for each cell, equal for equal cells: by the value, not by the column's own codes.
std::vector<std::uint64_t> cell_hashes(const Column& column);

/// Whether the columns are equal cell by cell.
bool are_equal(const Column& a, const Column& b);

/// Every k-th row so that at most `most` are looked at: 0, k, 2 k, ...
std::vector<std::int64_t> sample_rows(std::int64_t rows, std::int64_t most);

/// "id", "user_id", "customerID", "index", "Unnamed: 0": as people name what tells rows apart.
bool is_identifier_name(std::string_view name);

}  // namespace occam::data

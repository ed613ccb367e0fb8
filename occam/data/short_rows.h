#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "occam/data/csv_faults.h"
#include "occam/data/reading.h"
#include "occam/data/table.h"

namespace occam::data {

/// A row that lacks its last cells.
struct ShortRow {
  std::int64_t row = 0, line = 0;
  std::size_t cells = 0;
  std::string total = {};         ///< what it is called, where that is a total
  std::vector<bool> filled = {};  ///< of each column: whether the row has a value there
};

/// The rows of a table that lack their last cells. These count as missing where the rows are few,
/// the cells that are there are surely in their columns and no row is one of two halves; else
/// nobody knows which cells are lacking.
class ShortRows {
 public:
  /// Whether a row may lack its last cells: half of them are there, of three columns at least.
  static constexpr bool may_lack(std::size_t cells, std::size_t columns) {
    return columns >= 3 && cells < columns && 2 * cells >= columns;
  }

  /// Whether there are so many that no further one is taken.
  bool are_many() const { return rows_.size() >= kMany; }
  /// Rows in their order. REQUIRES: not are_many().
  void add(ShortRow row, std::size_t columns);
  /// A row or line of so many cells behind the last one: with it, it may be one row that a line
  /// break in a cell has cut.
  void add_half(std::int64_t row, std::size_t cells, std::size_t columns);

  /// What the last of all rows is called, where it lacks cells and is called a total; else empty.
  std::string total_at_end(std::int64_t rows) const {
    return !rows_.empty() && rows_.back().row + 1 == rows ? rows_.back().total : "";
  }
  /// Whether their last cells are missing: one row in ten at most lacks some, not many do, and each
  /// has a number or date in a column of such and no text there; or it is the last of all rows, and
  /// called a total.
  bool are_clear(std::span<const Column> columns) const;
  /// How many, and the line of the first, without a total.
  SkippedLines told() const;
  void refuse(std::size_t columns, CsvFaults& faults) const;

 private:
  static constexpr std::size_t kMany = 10'000;
  std::vector<ShortRow> rows_;
  bool cut_ = false;  ///< two may be one
};

}  // namespace occam::data

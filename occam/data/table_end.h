#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "occam/data/table.h"

/// Rows at the end of a table that are none, told by what the columns hold.
namespace occam::data {

/// How many rows at the end are remarks ("Source: the office,,,,") and empty ones around them: with
/// less than half of the cells, as may_be_remark, and a text in the first that is none of its
/// column: among numbers or dates, or with a colon where no other text has one. 20 at most, of
/// tables of four other rows at least.
std::int64_t remark_rows(const Table& table);

struct TotalRow {
  std::string text = {};  ///< its first cell, "Total"
  bool sure = false;      ///< most of its numbers are the sums, or means, of those above
};

/// The last of the first `rows`, where its first cell that is not missing says "Total", "Sum",
/// "Summe", "Average" and the like and no row above says so; of four rows at least.
std::optional<TotalRow> total_row(const Table& table, std::int64_t rows);

}  // namespace occam::data

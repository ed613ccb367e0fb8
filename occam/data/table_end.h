#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "occam/data/table.h"

/// Rows at the end of a table that are none, told by what the columns hold.
namespace occam::data {

/// How many rows at the end are remarks ("Source: the office,,,,") and empty ones around them: with
/// less than half of the cells, as may_be_remark, and a text in the first that is none of its
/// column: among numbers or dates, or with a colon where no other text has one. 20 at most, of
/// tables of four other rows at least.
std::int64_t remark_rows(const Table& table);

/// Whether a cell says "Total", "Sum", "Summe", "Average" and the like.
bool names_total(std::string_view text);

struct TotalRow {
  std::string text = {};  ///< its first cell, "Total"
  bool sure = false;      ///< most of its numbers are the sums, or means, of those above
  std::int64_t rows = 1;  ///< such rows at the end, each sure: a total and an average
};

/// The last of the first `rows`, and sure ones in front of it, where its first cell that is not
/// missing names a total and no row above does so in the same words; of four rows at least.
std::optional<TotalRow> total_row(const Table& table, std::int64_t rows);

}  // namespace occam::data

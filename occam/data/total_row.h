#pragma once

#include <optional>
#include <string>

#include "occam/data/table.h"

namespace occam::data {

struct TotalRow {
  std::string text = {};  ///< its first cell, "Total"
  bool sure = false;      ///< most of its numbers are the sums, or means, of those above
};

/// The last row, where its first cell that is not missing says "Total", "Sum", "Summe", "Average"
/// and the like and no other row says so; of tables of four rows at least.
std::optional<TotalRow> total_row(const Table& table);

}  // namespace occam::data

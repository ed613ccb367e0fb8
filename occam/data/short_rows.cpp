#include "occam/data/short_rows.h"

#include <algorithm>
#include <utility>

namespace occam::data {
namespace {

constexpr std::int64_t kOneIn = 10;

/// A text in a column that would hold numbers or dates without it and its like.
bool is_stray(const Column& column, std::int64_t row) {
  const ColumnReading& reading = column.reading();
  const std::string& text = column.categories()[static_cast<std::size_t>(column.code(row))];
  return std::any_of(reading.strays.begin(), reading.strays.end(),
                     [&](const TextCount& each) { return each.text == text; });
}

/// Whether the cells that are there are in their columns, as far as these tell.
bool fits(const ShortRow& row, std::span<const Column> columns) {
  bool vouched = false;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!row.filled[i]) continue;
    if (columns[i].is_text()) {
      if (!columns[i].is_missing(row.row) && is_stray(columns[i], row.row)) return false;
      continue;
    }
    if (columns[i].is_missing(row.row)) return false;
    vouched = true;
  }
  return vouched;
}

}  // namespace

void ShortRows::add(ShortRow row, std::size_t columns) {
  add_half(row.row, row.cells, columns);
  rows_.push_back(std::move(row));
}

void ShortRows::add_half(std::int64_t row, std::size_t cells, std::size_t columns) {
  if (rows_.empty() || rows_.back().row + 1 != row) return;
  const std::size_t both = rows_.back().cells + cells;
  cut_ = cut_ || both == columns || both == columns + 1;
}

bool ShortRows::are_clear(std::span<const Column> columns) const {
  if (rows_.empty()) return true;
  const std::int64_t rows = columns.front().rows();
  const auto lacking = std::span(rows_).first(rows_.size() - (total_at_end(rows).empty() ? 0 : 1));
  const auto is_clear = [&](const ShortRow& row) {
    return row.total.empty() && fits(row, columns);
  };
  return kOneIn * std::ssize(lacking) <= rows && !are_many() && !cut_ &&
         std::all_of(lacking.begin(), lacking.end(), is_clear);
}

SkippedLines ShortRows::told() const {
  SkippedLines told;
  for (const ShortRow& row : rows_) {
    if (row.total.empty() && told.count++ == 0) told.first_line = row.line;
  }
  return told;
}

void ShortRows::refuse(std::size_t columns, CsvFaults& faults) const {
  for (const ShortRow& row : rows_) faults.add_ragged(row.line, row.cells, columns, "");
}

}  // namespace occam::data

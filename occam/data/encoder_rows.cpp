#include "occam/data/encoder_rows.h"

#include <cmath>
#include <limits>

#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/data/column_form.h"

namespace occam::data {
namespace {

constexpr std::size_t kMostColumns = 10;

/// Drops rows with an unusable cell and counts those cells.
UnusableCells mark_unusable(const Column& column, std::span<const std::int64_t> rows,
                            std::vector<bool>& keep) {
  UnusableCells fault{.column = &column};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!is_unusable(column, rows[i])) continue;
    if (fault.cells++ == 0) fault.first_row = rows[i];
    keep[i] = false;
  }
  return fault;
}

}  // namespace

bool is_unusable(const Column& column, std::int64_t row) {
  if (column.is_text()) return column.code(row) < 0;
  return !(std::abs(column.number(row)) <= std::numeric_limits<float>::max());
}

std::string place_of(const Column& column, std::int64_t row) {
  return "row " + std::to_string(row + 1) + ", column '" + cleaned(name_in_file(column)) + "'";
}

std::string faults_text(std::span<const UnusableCells> of_columns) {
  // A text of several numbers that is missing is so in each of their columns, which are neighbours.
  std::vector<UnusableCells> faults;
  for (const UnusableCells& fault : of_columns) {
    if (faults.empty() || name_in_file(*faults.back().column) != name_in_file(*fault.column))
      faults.push_back(fault);
  }
  std::int64_t cells = 0;
  for (const UnusableCells& fault : faults) cells += fault.cells;
  std::string text = std::to_string(cells);
  if (faults.size() == 1) {
    return text + (cells == 1 ? " in " : ", the first in ") +
           place_of(*faults[0].column, faults[0].first_row);
  }
  text += " in " + std::to_string(faults.size()) + " columns";
  for (std::size_t i = 0; i < std::min(faults.size(), kMostColumns); ++i) {
    text += (i == 0 ? ": '" : "; '") + cleaned(name_in_file(*faults[i].column)) + "' " +
            std::to_string(faults[i].cells) + ", the first in row " +
            std::to_string(faults[i].first_row + 1);
  }
  return faults.size() > kMostColumns ? text + "; ..." : text;
}

void check_rows(const Table& table, std::span<const std::int64_t> rows) {
  for (const std::int64_t row : rows) {
    if (row < 0 || row >= table.rows()) {
      throw_invalid_value(kEncoder, "rows", "0 <= row < " + std::to_string(table.rows()),
                          std::to_string(row));
    }
  }
}

std::vector<std::int64_t> usable_rows(std::span<const Column* const> columns, const Column* target,
                                      std::span<const std::int64_t> rows, MissingPolicy missing,
                                      MissingTarget missing_target) {
  std::vector<bool> keep(rows.size(), true);
  if (target != nullptr) {
    const UnusableCells fault = mark_unusable(*target, rows, keep);
    if (fault.cells > 0 && missing_target == MissingTarget::kRefuse) {
      throw_invalid_value(kEncoder, "missing targets", "none, or missing_target=drop",
                          faults_text(std::span(&fault, 1)));
    }
  }
  if (missing == MissingPolicy::kRefuse || missing == MissingPolicy::kDrop) {
    std::vector<UnusableCells> faults;
    for (const Column* column : columns) {
      const UnusableCells fault = mark_unusable(*column, rows, keep);
      if (fault.cells > 0) faults.push_back(fault);
    }
    if (!faults.empty() && missing == MissingPolicy::kRefuse) {
      throw_invalid_value(kEncoder, "missing cells", "none, or missing=drop, mean, median or zero",
                          faults_text(faults));
    }
  }
  std::vector<std::int64_t> usable;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (keep[i]) usable.push_back(rows[i]);
  }
  if (usable.empty()) {
    throw_invalid_value(kEncoder, "rows",
                        missing == MissingPolicy::kDrop
                            ? "at least one row without missing cells, or missing=median"
                            : "at least one row with a target",
                        "none");
  }
  return usable;
}

}  // namespace occam::data

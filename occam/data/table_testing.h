#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "occam/data/csv.h"
#include "occam/data/test_file.h"

namespace occam::data {

inline Table read(std::string_view text, const ReadOptions& options = {}) {
  const TestFile file(text);
  return read_csv(file.path(), options);
}

/// Texts of a column, "" where missing.
inline std::vector<std::string> texts(const Column& column) {
  std::vector<std::string> result;
  for (std::int64_t row = 0; row < column.rows(); ++row) {
    const std::int32_t code = column.code(row);
    result.push_back(code < 0 ? "" : column.categories()[static_cast<std::size_t>(code)]);
  }
  return result;
}

inline std::vector<std::string> names(const Table& table) {
  std::vector<std::string> result;
  for (const Column& column : table.columns()) result.push_back(column.name());
  return result;
}

/// A file of one column "v" and a number beside it, so that lines with an empty cell are rows.
inline Table column_of(const std::vector<std::string>& cells, const ReadOptions& options = {}) {
  std::string text = "v;n\n";
  for (const std::string& cell : cells) text += cell + ";1\n";
  return read(text, options);
}

}  // namespace occam::data

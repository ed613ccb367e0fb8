#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace occam::models {

/// A table with Keras's frame; the column `right` stands right. Columns are as wide as their
/// longest cell needs, at least as `widths` says.
class TextTable {
 public:
  using Row = std::vector<std::string>;

  TextTable(Row head, std::vector<std::size_t> widths, std::size_t right);
  void add(Row row);
  std::string text() const;

 private:
  void widen(const Row& row);
  std::string rule(const char* left, const char* middle, const char* right, const char* line) const;
  std::string line(const Row& row, const char* bar) const;

  Row head_;
  std::vector<std::size_t> widths_;
  std::size_t right_;
  std::vector<Row> rows_;
};

}  // namespace occam::models

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "occam/data/csv_scanner.h"
#include "occam/data/table.h"

namespace occam::data {

enum class CellKind {
  kNumber,
  kTooLarge,     ///< a number beyond float64
  kOtherNumber,  ///< a number for people, not for us: 1,5  1,000  0x10  12%  inf
  kText,
};

struct ParsedCell {
  CellKind kind = CellKind::kText;
  double number = 0.0;
};

/// Reads a decimal number, "-1.5", ".5" or "+2e3", without regard to the locale. Numbers too small
/// for float64 are 0.
ParsedCell parse_cell(std::string_view text, char decimal);

/// Collects the cells of one CSV column and decides in the end whether it is numeric or text.
class CsvColumnBuilder {
 public:
  /// place: the column's, from 0, for messages. force_text: cells are texts whatever they look
  /// like.
  CsvColumnBuilder(std::string name, std::size_t place, bool force_text)
      : name_(std::move(name)), place_(place), is_text_(force_text), forced_(force_text) {}

  void add_missing();
  /// Errors: FileError (through `scanner`) when the cell cannot belong to the column.
  void add(const CsvCell& cell, char decimal, const CsvScanner& scanner);
  /// Errors: FileError for a column that is mostly numbers but not only. Leaves the builder empty.
  Column finish(const CsvScanner& scanner);

 private:
  void become_text();
  void add_text(std::string_view text);
  [[noreturn]] void refuse_text(const CsvScanner& scanner) const;

  std::string name_;
  std::size_t place_;
  bool is_text_;
  bool forced_;
  std::int64_t number_cells_ = 0;
  std::int64_t other_cells_ = 0;  ///< kOtherNumber
  std::int64_t text_cells_ = 0;
  std::string first_text_;  ///< the first cell that is no number
  std::int64_t first_text_line_ = 0;

  std::vector<double> numbers_;
  /// The texts of the first numbers, in case the column turns out to be text.
  std::string early_text_;
  std::vector<std::size_t> early_ends_;
  std::unordered_map<std::string, std::int32_t> code_of_;
  std::vector<std::string> categories_;
  std::vector<std::int32_t> codes_;
};

}  // namespace occam::data

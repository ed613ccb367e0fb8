#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "occam/data/reading.h"

namespace occam::data {

/// What a missing cell of numbers or dates is.
inline constexpr double kMissingNumber = std::numeric_limits<double>::quiet_NaN();

/// A named column of numbers, texts or dates; every cell may be missing.
class Column {
 public:
  /// NaN is a missing cell.
  static Column of_numbers(std::string name, std::vector<double> values);
  /// Days since 1970-01-01, the fraction is the time of day; NaN is a missing cell.
  static Column of_dates(std::string name, std::vector<double> days);
  /// The empty text is a missing cell.
  static Column of_texts(std::string name, std::span<const std::string> values);
  /// Cell i holds categories[codes[i]]; -1 is a missing cell. Categories may come in any order.
  static Column of_codes(std::string name, std::vector<std::int32_t> codes,
                         std::vector<std::string> categories);

  const std::string& name() const { return name_; }
  ColumnKind kind() const { return kind_; }
  bool is_text() const { return kind_ == ColumnKind::kText; }
  std::int64_t rows() const {
    return static_cast<std::int64_t>(is_text() ? codes_.size() : numbers_.size());
  }
  bool is_missing(std::int64_t row) const;
  /// REQUIRES: a column of numbers or dates.
  double number(std::int64_t row) const { return numbers_[static_cast<std::size_t>(row)]; }
  std::span<const double> numbers() const { return numbers_; }
  /// Position in categories(), -1 for a missing cell. REQUIRES: a column of texts.
  std::int32_t code(std::int64_t row) const { return codes_[static_cast<std::size_t>(row)]; }
  /// The distinct texts, sorted by bytes.
  const std::vector<std::string>& categories() const { return categories_; }

  /// How its cells were read; of a column made in a program, nothing but the default.
  const ColumnReading& reading() const { return reading_; }
  Column& set_reading(ColumnReading reading);

 private:
  std::string name_;
  ColumnKind kind_ = ColumnKind::kNumber;
  std::vector<double> numbers_;
  std::vector<std::int32_t> codes_;
  std::vector<std::string> categories_;
  ColumnReading reading_;
};

/// Columns of equal length with distinct names.
class Table {
 public:
  Table() = default;
  /// Errors: InvalidArgument for columns of different lengths or with equal names.
  explicit Table(std::vector<Column> columns);

  std::int64_t rows() const { return columns_.empty() ? 0 : columns_.front().rows(); }
  const std::vector<Column>& columns() const { return columns_; }
  /// Errors: InvalidArgument for an unknown name; it lists the known ones and the nearest.
  const Column& column(std::string_view name) const;
  bool has_column(std::string_view name) const;

  /// How its file was read; of a table made in a program, nothing but the default.
  const FileReading& reading() const { return reading_; }
  Table& set_reading(FileReading reading);

 private:
  std::vector<Column> columns_;
  std::unordered_map<std::string, std::size_t> place_of_;  ///< by name
  FileReading reading_;
};

}  // namespace occam::data

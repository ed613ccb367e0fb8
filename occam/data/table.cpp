#include "occam/data/table.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "occam/base/errors.h"

namespace occam::data {

Column Column::of_numbers(std::string name, std::vector<double> values) {
  Column column;
  column.name_ = std::move(name);
  column.numbers_ = std::move(values);
  return column;
}

Column Column::of_dates(std::string name, std::vector<double> days) {
  Column column = of_numbers(std::move(name), std::move(days));
  column.kind_ = ColumnKind::kDate;
  return column;
}

Column Column::of_texts(std::string name, std::span<const std::string> values) {
  std::unordered_map<std::string_view, std::int32_t> code_of;
  std::vector<std::int32_t> codes;
  std::vector<std::string> categories;
  for (const std::string& value : values) {
    if (value.empty()) {
      codes.push_back(-1);
      continue;
    }
    const auto [entry, added] =
        code_of.try_emplace(value, static_cast<std::int32_t>(categories.size()));
    if (added) categories.push_back(value);
    codes.push_back(entry->second);
  }
  return of_codes(std::move(name), std::move(codes), std::move(categories));
}

Column Column::of_codes(std::string name, std::vector<std::int32_t> codes,
                        std::vector<std::string> categories) {
  std::vector<std::int32_t> order(categories.size());
  std::iota(order.begin(), order.end(), 0);
  const auto category = [&](std::int32_t code) -> std::string& {
    return categories[static_cast<std::size_t>(code)];
  };
  std::sort(order.begin(), order.end(),
            [&](std::int32_t a, std::int32_t b) { return category(a) < category(b); });
  std::vector<std::int32_t> place(categories.size());
  Column column;
  column.name_ = std::move(name);
  column.kind_ = ColumnKind::kText;
  for (std::size_t i = 0; i < order.size(); ++i) {
    place[static_cast<std::size_t>(order[i])] = static_cast<std::int32_t>(i);
    column.categories_.push_back(std::move(category(order[i])));
  }
  for (std::int32_t& code : codes) {
    if (code >= static_cast<std::int32_t>(place.size()) || code < -1) {
      throw_invalid_value("Column::of_codes", "code",
                          "-1 or a place among " + std::to_string(place.size()) + " categories",
                          std::to_string(code));
    }
    if (code >= 0) code = place[static_cast<std::size_t>(code)];
  }
  column.codes_ = std::move(codes);
  return column;
}

bool Column::is_missing(std::int64_t row) const {
  return is_text() ? code(row) < 0 : std::isnan(number(row));
}

Column& Column::set_reading(ColumnReading reading) {
  reading_ = std::move(reading);
  return *this;
}

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {
  place_of_.reserve(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Column& column = columns_[i];
    if (column.rows() != rows()) {
      throw_invalid_value("Table", "column '" + column.name() + "'",
                          std::to_string(rows()) + " rows as in '" + columns_.front().name() + "'",
                          std::to_string(column.rows()) + " rows");
    }
    if (!place_of_.try_emplace(column.name(), i).second) {
      throw_invalid_value("Table", "columns", "distinct names", "two '" + column.name() + "'");
    }
  }
}

Table& Table::set_reading(FileReading reading) {
  reading_ = std::move(reading);
  return *this;
}

bool Table::has_column(std::string_view name) const {
  return place_of_.contains(std::string(name));
}

const Column& Table::column(std::string_view name) const {
  const auto found = place_of_.find(std::string(name));
  if (found != place_of_.end()) return columns_[found->second];
  std::vector<std::string_view> names;
  for (const Column& column : columns_) names.push_back(column.name());
  throw_unknown_name("Table: column", name, names);
}

}  // namespace occam::data

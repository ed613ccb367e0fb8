#include "occam/data/table_encoder.h"

#include <algorithm>
#include <cmath>

#include "occam/base/errors.h"
#include "occam/data/encoder_rows.h"

namespace occam::data {
namespace {

constexpr std::string_view kMemoryAdvice = "Fewer rows, columns or categories need less";

float to_float32(double value, const Column& column, std::int64_t row) {
  const auto narrow = static_cast<float>(value);
  if (!std::isfinite(narrow)) {
    throw_invalid_value(kEncoder, "table", "numbers within float32",
                        to_text(value) + " in " + place_of(column, row));
  }
  return narrow;
}

/// Writes a text column's features and returns the number of unknown texts.
std::int64_t encode_texts(const FeatureColumn& feature, const Column& column,
                          std::span<const std::int64_t> rows, float* x, std::size_t width) {
  std::vector<std::ptrdiff_t> feature_of(column.categories().size(), -1);
  for (std::size_t code = 0; code < feature_of.size(); ++code) {
    const auto& known = feature.categories;
    const auto found = std::lower_bound(known.begin(), known.end(), column.categories()[code]);
    if (found != known.end() && *found == column.categories()[code]) {
      feature_of[code] = found - known.begin();
    }
  }
  std::int64_t unknown = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (column.is_missing(rows[i])) continue;
    const std::ptrdiff_t at = feature_of[static_cast<std::size_t>(column.code(rows[i]))];
    if (at < 0) {
      ++unknown;
    } else {
      x[i * width + static_cast<std::size_t>(at)] = 1.0f;
    }
  }
  return unknown;
}

Array encode_target(const Target& target, const Table& table, std::span<const std::int64_t> rows) {
  const auto n = static_cast<std::int64_t>(rows.size());
  if (target.is_classification()) {
    const std::vector<std::int64_t> labels = class_labels(target, table);
    Array y = target.is_binary() ? Array(DType::kFloat32, {n, 1}) : Array(DType::kInt32, {n});
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::int64_t label = labels[static_cast<std::size_t>(rows[i])];
      if (target.is_binary()) {
        y.mutable_data<float>()[i] = static_cast<float>(label);
      } else {
        y.mutable_data<std::int32_t>()[i] = static_cast<std::int32_t>(label);
      }
    }
    return y;
  }
  const Column& column = table.column(target.name);
  if (column.is_text()) {
    throw_invalid_value(kEncoder, "column '" + target.name + "'", "numbers to regress on", "texts");
  }
  Array y(DType::kFloat32, {n, 1});
  const auto out = y.mutable_data<float>();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double value = (column.number(rows[i]) - target.mean) / target.scale;
    out[i] = to_float32(value, column, rows[i]);
  }
  return y;
}

EncodedTable encode(const TableEncoder& encoder, const Table& table,
                    std::span<const std::int64_t> rows, bool with_target) {
  check_rows(table, rows);
  std::vector<const Column*> columns;
  for (const FeatureColumn& feature : encoder.features) {
    const Column& column = table.column(feature.name);
    // A column without any value is read as numbers, whatever it would hold.
    const auto numbers = column.numbers();
    const bool has_value = std::any_of(numbers.begin(), numbers.end(),
                                       [](double value) { return !std::isnan(value); });
    if (column.is_text() != feature.is_text && (column.is_text() || has_value)) {
      throw_invalid_value(kEncoder, "column '" + feature.name + "'",
                          feature.is_text ? "texts as in training" : "numbers as in training",
                          feature.is_text ? "numbers" : "texts");
    }
    columns.push_back(&column);
  }
  const Column* target = with_target ? &table.column(encoder.target.name) : nullptr;
  EncodedTable result;
  result.rows = usable_rows(columns, target, rows, encoder.missing);
  result.dataset.feature_names = encoder.feature_names();
  result.dataset.class_names = encoder.target.classes;
  const std::size_t width = result.dataset.feature_names.size();
  const auto n = static_cast<std::int64_t>(result.rows.size());
  result.dataset.x = Array(DType::kFloat32, {n, static_cast<std::int64_t>(width)});
  float* x = result.dataset.x.mutable_data<float>().data();
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const FeatureColumn& feature = encoder.features[c];
    if (feature.is_text) {
      if (columns[c]->is_text()) {
        result.unknown_categories += encode_texts(feature, *columns[c], result.rows, x, width);
      }
      x += feature.categories.size();
      continue;
    }
    for (std::size_t i = 0; i < result.rows.size(); ++i) {
      const std::int64_t row = result.rows[i];
      const double value = columns[c]->is_missing(row) ? feature.fill : columns[c]->number(row);
      x[i * width] = to_float32((value - feature.mean) / feature.scale, *columns[c], row);
    }
    ++x;
  }
  if (with_target) result.dataset.y = encode_target(encoder.target, table, result.rows);
  return result;
}

}  // namespace

EncodedTable TableEncoder::transform(const Table& table, std::span<const std::int64_t> rows) const {
  return with_memory_for("TableEncoder", kMemoryAdvice,
                         [&] { return encode(*this, table, rows, true); });
}

EncodedTable TableEncoder::transform_features(const Table& table,
                                              std::span<const std::int64_t> rows) const {
  return with_memory_for("TableEncoder", kMemoryAdvice,
                         [&] { return encode(*this, table, rows, false); });
}

std::vector<std::string> TableEncoder::feature_names() const {
  std::vector<std::string> names;
  for (const FeatureColumn& feature : features) {
    if (!feature.is_text) names.push_back(feature.name);
    for (const std::string& category : feature.categories) {
      names.push_back(feature.name + "=" + category);
    }
  }
  return names;
}

}  // namespace occam::data

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "occam/base/errors.h"
#include "occam/data/encoder_rows.h"
#include "occam/data/table_encoder.h"

namespace occam::data {
namespace {

double median(std::vector<double> values) {
  const std::size_t half = values.size() / 2;
  std::sort(values.begin(), values.end());
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2.0;
}

struct Spread {
  double mean = 0.0;
  double scale = 1.0;
};

/// Mean and population standard deviation; scale 1 for values that differ by rounding only, by the
/// bound of scikit-learn's StandardScaler.
Spread spread_of(const std::vector<double>& values, const Column& column) {
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0.0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  const double variance = squares / n;
  if (!std::isfinite(variance)) {
    throw_invalid_value(kEncoder, "column '" + column.name() + "'",
                        "numbers whose variance is within float64", to_text(variance));
  }
  constexpr double eps = std::numeric_limits<double>::epsilon();
  const double rounding = n * mean * eps;
  const bool constant = variance <= n * eps * variance + rounding * rounding;
  return {mean, constant ? 1.0 : std::sqrt(variance)};
}

FeatureColumn fit_numbers(const Column& column, std::span<const std::int64_t> rows,
                          const EncoderOptions& options) {
  FeatureColumn feature{.name = column.name()};
  std::vector<double> values;
  for (const std::int64_t row : rows) {
    if (!column.is_missing(row)) values.push_back(column.number(row));
  }
  if (values.empty()) {
    throw_invalid_value(kEncoder, "column '" + column.name() + "'",
                        "at least one value in the training rows (or exclude the column)",
                        "missing cells only");
  }
  if (options.missing == MissingPolicy::kMean) {
    feature.fill =
        std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  } else if (options.missing == MissingPolicy::kMedian) {
    feature.fill = median(values);
  }
  values.resize(rows.size(), feature.fill);
  if (options.standardize) {
    const Spread spread = spread_of(values, column);
    feature.mean = spread.mean;
    feature.scale = spread.scale;
  }
  return feature;
}

FeatureColumn fit_texts(const Column& column, std::span<const std::int64_t> rows,
                        const EncoderOptions& options) {
  FeatureColumn feature{.name = column.name(), .is_text = true};
  std::vector<bool> seen(column.categories().size());
  for (const std::int64_t row : rows) {
    if (!column.is_missing(row)) seen[static_cast<std::size_t>(column.code(row))] = true;
  }
  for (std::size_t code = 0; code < seen.size(); ++code) {
    if (seen[code]) feature.categories.push_back(column.categories()[code]);
  }
  const auto categories = static_cast<std::int64_t>(feature.categories.size());
  if (categories == 0 || categories > options.max_categories) {
    throw_invalid_value(kEncoder, "column '" + column.name() + "'",
                        "1 to " + std::to_string(options.max_categories) +
                            " different texts (or exclude the column, or raise max_categories)",
                        std::to_string(categories));
  }
  return feature;
}

}  // namespace

TableEncoder TableEncoder::fit(const Table& table, const Target& target,
                               std::span<const std::int64_t> rows, const EncoderOptions& options) {
  check_rows(table, rows);
  for (const std::string& name : options.exclude) static_cast<void>(table.column(name));
  std::vector<const Column*> columns;
  for (const Column& column : table.columns()) {
    const bool excluded = std::find(options.exclude.begin(), options.exclude.end(),
                                    column.name()) != options.exclude.end();
    if (!excluded && column.name() != target.name) columns.push_back(&column);
  }
  if (columns.empty()) {
    throw_invalid_value(kEncoder, "table", "a column beside the target '" + target.name + "'",
                        "none");
  }
  const Column& target_column = table.column(target.name);
  const std::vector<std::int64_t> usable =
      usable_rows(columns, &target_column, rows, options.missing);
  TableEncoder encoder{.features = {}, .target = target, .missing = options.missing};
  for (const Column* column : columns) {
    encoder.features.push_back(column->is_text() ? fit_texts(*column, usable, options)
                                                 : fit_numbers(*column, usable, options));
  }
  if (options.standardize_target && !target.is_classification()) {
    std::vector<double> values;
    for (const std::int64_t row : usable) values.push_back(target_column.number(row));
    const Spread spread = spread_of(values, target_column);
    encoder.target.mean = spread.mean;
    encoder.target.scale = spread.scale;
  }
  return encoder;
}

}  // namespace occam::data

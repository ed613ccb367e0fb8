#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <unordered_set>
#include <vector>

#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/data/date_parts.h"
#include "occam/data/encoder_rows.h"
#include "occam/data/robust_scale.h"
#include "occam/data/table_encoder.h"

namespace occam::data {
namespace {

double median(std::vector<double> values) {
  const std::size_t half = values.size() / 2;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(half);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*std::max_element(values.begin(), middle) + *middle) / 2.0;
}

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

struct Spread {
  double mean = 0.0;
  double scale = 1.0;
};

/// Mean and population standard deviation; scale 1 for values that differ by rounding only, by the
/// bound of scikit-learn's StandardScaler. REQUIRES: values within float32, so that no square is
/// beyond float64.
Spread spread_of(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  const double centre = mean(values);
  double squares = 0.0;
  for (const double value : values) squares += (value - centre) * (value - centre);
  const double variance = squares / n;
  constexpr double eps = std::numeric_limits<double>::epsilon();
  const double rounding = n * centre * eps;
  const bool constant = variance <= n * eps * variance + rounding * rounding;
  return {centre, constant ? 1.0 : std::sqrt(variance)};
}

bool is_constant(const std::vector<double>& values) {
  return std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) == values.end();
}

/// Fill, mean and scale of a feature from its values, without the `filled` missing ones.
void fit_scale(FeatureColumn& feature, std::vector<double> values, std::size_t filled,
               const EncoderOptions& options) {
  if (options.missing == MissingPolicy::kMean) feature.fill = mean(values);
  if (options.missing == MissingPolicy::kMedian) feature.fill = median(values);
  if (options.scaling == FeatureScaling::kNone) return;
  values.resize(values.size() + filled, feature.fill);
  if (options.scaling == FeatureScaling::kRobust) {
    const RobustScale robust = robust_scale(values);
    feature.mean = robust.centre;
    // A constant column is centred only.
    feature.scale = robust.scale > 0 ? 1 / robust.scale : 1.0;
    return;
  }
  const Spread spread = spread_of(values);
  feature.mean = spread.mean;
  feature.scale = spread.scale;
}

void fit_date(const Column& column, const std::vector<double>& days, std::size_t filled,
              const EncoderOptions& options, std::vector<FeatureColumn>& features) {
  const double first = std::floor(*std::min_element(days.begin(), days.end()));
  for (const FeatureKind kind : {FeatureKind::kYear, FeatureKind::kMonth, FeatureKind::kWeekday,
                                 FeatureKind::kHour, FeatureKind::kDays}) {
    std::vector<double> values;
    values.reserve(days.size());
    for (const double day : days) values.push_back(date_part(kind, day, first));
    // Dates of one year tell nothing by their year, those without a time nothing by their hour.
    if (kind != FeatureKind::kDays && is_constant(values)) continue;
    FeatureColumn feature{.name = column.name(), .kind = kind, .origin = first};
    fit_scale(feature, std::move(values), filled, options);
    features.push_back(std::move(feature));
  }
}

void fit_numbers(const Column& column, std::span<const std::int64_t> rows,
                 const EncoderOptions& options, std::vector<FeatureColumn>& features) {
  std::vector<double> values;
  values.reserve(rows.size());
  for (const std::int64_t row : rows) {
    if (!is_unusable(column, row)) values.push_back(column.number(row));
  }
  if (values.empty()) return;
  const std::size_t filled = rows.size() - values.size();
  const bool indicated = options.indicators && filled > 0;
  if (column.kind() == ColumnKind::kDate) {
    fit_date(column, values, filled, options, features);
  } else if (!indicated || !is_constant(values)) {
    // Of one value with gaps only the gaps tell something.
    FeatureColumn feature{.name = column.name()};
    fit_scale(feature, std::move(values), filled, options);
    features.push_back(std::move(feature));
  }
  if (indicated) features.push_back({.name = column.name(), .kind = FeatureKind::kMissing});
}

void fit_texts(const Column& column, std::span<const std::int64_t> rows,
               const EncoderOptions& options, std::vector<FeatureColumn>& features) {
  std::vector<std::int64_t> rows_of(column.categories().size());
  FeatureColumn feature{.name = column.name(),
                        .kind = FeatureKind::kOneHot,
                        .as_written = column.reading().as_written};
  for (const std::int64_t row : rows) {
    if (column.code(row) < 0) {
      feature.missing_category = true;
    } else {
      ++rows_of[static_cast<std::size_t>(column.code(row))];
    }
  }
  std::vector<std::size_t> seen;
  for (std::size_t code = 0; code < rows_of.size(); ++code) {
    if (rows_of[code] > 0) seen.push_back(code);
  }
  if (seen.empty()) return;
  const auto different = static_cast<std::int64_t>(seen.size());
  const auto most = static_cast<std::size_t>(options.max_categories.value_or(kUsualCategories));
  const std::int64_t beyond = options.max_categories ? std::numeric_limits<std::int64_t>::max()
                                                     : least_rows_beyond_usual(std::ssize(rows));
  const std::int64_t least = std::min(least_rows_of_own(different, std::ssize(rows)), beyond);
  std::stable_sort(seen.begin(), seen.end(),
                   [&](std::size_t a, std::size_t b) { return rows_of[a] > rows_of[b]; });
  for (std::size_t place = 0; place < seen.size(); ++place) {
    const bool own = rows_of[seen[place]] >= (place < most ? least : beyond);
    (own ? feature.categories : feature.rare).push_back(column.categories()[seen[place]]);
  }
  std::sort(feature.categories.begin(), feature.categories.end());
  std::sort(feature.rare.begin(), feature.rare.end());
  if (options.codes_above && feature.choices() > *options.codes_above) {
    feature.kind = FeatureKind::kCode;
  }
  features.push_back(std::move(feature));
}

}  // namespace

TableEncoder TableEncoder::fit(const Table& table, const Target& target,
                               std::span<const std::int64_t> rows, const EncoderOptions& options) {
  check_rows(table, rows);
  if (options.max_categories && *options.max_categories < 1) {
    throw_invalid_value(kEncoder, "max_categories", "an integer >= 1",
                        std::to_string(*options.max_categories));
  }
  std::unordered_set<std::string_view> excluded;
  for (const std::string& name : options.exclude) excluded.insert(table.column(name).name());
  std::vector<const Column*> columns;
  for (const Column& column : table.columns()) {
    if (!excluded.contains(column.name()) && column.name() != target.name)
      columns.push_back(&column);
  }
  const Column& target_column = table.column(target.name);
  const std::vector<std::int64_t> usable =
      usable_rows(columns, &target_column, rows, options.missing, options.missing_target);
  TableEncoder encoder{.features = {},
                       .target = target,
                       .missing = options.missing,
                       .missing_target = options.missing_target};
  for (const Column* column : columns) {
    const auto fit_column = column->is_text() ? fit_texts : fit_numbers;
    fit_column(*column, usable, options, encoder.features);
  }
  if (encoder.features.empty()) {
    throw_invalid_value(kEncoder, "table",
                        "a column with a value in the training rows beside the target '" +
                            cleaned(target.name) + "'",
                        "none");
  }
  if (options.standardize_target && !target.is_classification()) {
    std::vector<double> values;
    for (const std::int64_t row : usable) values.push_back(target_column.number(row));
    const Spread spread = spread_of(values);
    encoder.target.mean = spread.mean;
    encoder.target.scale = spread.scale;
  }
  return encoder;
}

}  // namespace occam::data

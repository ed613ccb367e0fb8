#include "occam/data/table_encoder.h"

#include <algorithm>
#include <cmath>

#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/data/date_parts.h"
#include "occam/data/encoder_rows.h"
#include "occam/data/like_texts.h"

namespace occam::data {
namespace {

constexpr std::string_view kMemoryAdvice = "Fewer rows, columns or categories need less";

ColumnKind kind_for(const FeatureColumn& feature) {
  if (feature.is_text()) return ColumnKind::kText;
  return is_date_part(feature.kind) ? ColumnKind::kDate : ColumnKind::kNumber;
}

std::string plural(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::kNumber:
      return "numbers";
    case ColumnKind::kText:
      return "texts";
    case ColumnKind::kDate:
      break;
  }
  return "dates";
}

/// A column without any value is read as numbers, whatever it would hold.
bool has_value(const Column& column) {
  const auto numbers = column.numbers();
  return column.is_text() || std::any_of(numbers.begin(), numbers.end(),
                                         [](double value) { return !std::isnan(value); });
}

/// The columns of `features`, refused all together where they hold something else than in training.
std::vector<const Column*> columns_of(std::span<const FeatureColumn> features, const Table& table) {
  std::vector<const Column*> columns;
  std::string wrong;
  std::int64_t wrong_columns = 0;
  for (const FeatureColumn& feature : features) {
    const bool again = !columns.empty() && columns.back()->name() == feature.name;
    const Column& column = again ? *columns.back() : table.column(feature.name);
    columns.push_back(&column);
    const ColumnKind expected = kind_for(feature);
    if (again || feature.kind == FeatureKind::kMissing || column.kind() == expected ||
        !has_value(column)) {
      continue;
    }
    if (wrong_columns++ < 10) {
      wrong += (wrong.empty() ? "" : "; ") + plural(column.kind()) + " in '" +
               cleaned(column.name()) + "', which had " + plural(expected);
    }
  }
  if (wrong_columns > 0) {
    throw_invalid_value(kEncoder, "columns", "the kinds of training",
                        wrong + (wrong_columns > 10 ? "; ..." : ""));
  }
  return columns;
}

/// Writes features and collects what does not fit float32.
class NumberWriter {
 public:
  void put(double value, const Column& column, std::int64_t row, float& out) {
    out = static_cast<float>(value);
    if (std::isfinite(out)) return;
    if (beyond_.empty() || beyond_.back().column != &column) beyond_.push_back({&column, 0, row});
    ++beyond_.back().cells;
  }
  void refuse() const {
    if (beyond_.empty()) return;
    throw_invalid_value(kEncoder, "table", "numbers within float32", faults_text(beyond_));
  }

 private:
  std::vector<UnusableCells> beyond_;
};

double value_of(const FeatureColumn& feature, const Column& column, std::int64_t row) {
  if (is_unusable(column, row)) return feature.fill;
  const double number = column.number(row);
  return feature.kind == FeatureKind::kNumber ? number
                                              : date_part(feature.kind, number, feature.origin);
}

/// Where `text` itself stands among a feature's choices, -1: nowhere.
std::int64_t exact_choice(const FeatureColumn& feature, const std::string& text) {
  const auto& known = feature.categories;
  const auto found = std::lower_bound(known.begin(), known.end(), text);
  if (found != known.end() && *found == text) return found - known.begin();
  const bool is_rare = std::binary_search(feature.rare.begin(), feature.rare.end(), text);
  return is_rare ? static_cast<std::int64_t>(known.size()) : -1;
}

/// Where each of the texts stands among a feature's choices, -1: nowhere.
std::vector<std::int64_t> choices_of(const FeatureColumn& feature,
                                     const std::vector<std::string>& texts) {
  std::vector<std::int64_t> choices;
  bool all_known = true;
  for (const std::string& text : texts) {
    choices.push_back(exact_choice(feature, text));
    all_known = all_known && choices.back() >= 0;
  }
  if (all_known || feature.as_written) return choices;
  TextPlaces places;
  std::int64_t place = 0;
  for (const std::string& text : feature.categories) places.add(text, place++);
  for (const std::string& text : feature.rare) places.add(text, place);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (choices[i] < 0) choices[i] = places.place_of(texts[i]);
  }
  return choices;
}

/// Writes a text column's features and returns its unknown texts.
UnknownTexts encode_texts(const FeatureColumn& feature, const Column& column,
                          std::span<const std::int64_t> rows, float* x, std::size_t width) {
  std::vector<std::int64_t> choice;
  if (column.is_text()) choice = choices_of(feature, column.categories());
  UnknownTexts unknown{.column = feature.name};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::int64_t at = feature.missing_category ? feature.choices() - 1 : -1;
    if (!is_unusable(column, rows[i])) {
      at = choice[static_cast<std::size_t>(column.code(rows[i]))];
      if (at < 0 && unknown.cells++ == 0) {
        unknown.first_row = rows[i];
        unknown.example = column.categories()[static_cast<std::size_t>(column.code(rows[i]))];
      }
    }
    if (feature.kind == FeatureKind::kCode) {
      x[i * width] = static_cast<float>(at + 1);
    } else if (at >= 0) {
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
    throw_invalid_value(kEncoder, "column '" + cleaned(target.name) + "'", "numbers to regress on",
                        "texts");
  }
  Array y(DType::kFloat32, {n, 1});
  const auto out = y.mutable_data<float>();
  NumberWriter writer;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    writer.put((column.number(rows[i]) - target.mean) / target.scale, column, rows[i], out[i]);
  }
  writer.refuse();
  return y;
}

EncodedTable encode(const TableEncoder& encoder, const Table& table,
                    std::span<const std::int64_t> rows, bool with_target) {
  check_rows(table, rows);
  const std::vector<const Column*> columns = columns_of(encoder.features, table);
  const Column* target = with_target ? &table.column(encoder.target.name) : nullptr;
  EncodedTable result;
  std::vector<const Column*> once = columns;  // the features of a column stand together
  once.erase(std::unique(once.begin(), once.end()), once.end());
  result.rows = usable_rows(once, target, rows, encoder.missing, encoder.missing_target);
  result.dataset.feature_names = encoder.feature_names();
  result.dataset.class_names = encoder.target.classes;
  const std::size_t width = result.dataset.feature_names.size();
  const auto n = static_cast<std::int64_t>(result.rows.size());
  result.dataset.x = Array(DType::kFloat32, {n, static_cast<std::int64_t>(width)});
  float* x = result.dataset.x.mutable_data<float>().data();
  NumberWriter writer;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const FeatureColumn& feature = encoder.features[c];
    const Column& column = *columns[c];
    if (feature.is_text()) {
      UnknownTexts unknown = encode_texts(feature, column, result.rows, x, width);
      if (unknown.cells > 0) result.unknown.push_back(std::move(unknown));
    } else {
      for (std::size_t i = 0; i < result.rows.size(); ++i) {
        const std::int64_t row = result.rows[i];
        if (feature.kind == FeatureKind::kMissing) {
          x[i * width] = is_unusable(column, row) ? 1.0f : 0.0f;
        } else {
          const double value = value_of(feature, column, row);
          writer.put((value - feature.mean) / feature.scale, column, row, x[i * width]);
        }
      }
    }
    x += feature.width();
  }
  writer.refuse();
  if (with_target) result.dataset.y = encode_target(encoder.target, table, result.rows);
  return result;
}

std::string_view suffix_of(FeatureKind kind) {
  switch (kind) {
    case FeatureKind::kYear:
      return " year";
    case FeatureKind::kMonth:
      return " month";
    case FeatureKind::kWeekday:
      return " weekday";
    case FeatureKind::kHour:
      return " hour";
    case FeatureKind::kDays:
      return " days";
    case FeatureKind::kMissing:
      return " missing";
    case FeatureKind::kNumber:
    case FeatureKind::kOneHot:
    case FeatureKind::kCode:
      break;
  }
  return "";
}

}  // namespace

bool is_date_part(FeatureKind kind) {
  switch (kind) {
    case FeatureKind::kDays:
    case FeatureKind::kYear:
    case FeatureKind::kMonth:
    case FeatureKind::kWeekday:
    case FeatureKind::kHour:
      return true;
    case FeatureKind::kNumber:
    case FeatureKind::kMissing:
    case FeatureKind::kOneHot:
    case FeatureKind::kCode:
      break;
  }
  return false;
}

std::int64_t FeatureColumn::choices() const {
  return static_cast<std::int64_t>(categories.size()) + (rare.empty() ? 0 : 1) +
         (missing_category ? 1 : 0);
}

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
    if (feature.kind != FeatureKind::kOneHot) {
      names.push_back(feature.name + std::string(suffix_of(feature.kind)));
      continue;
    }
    for (const std::string& category : feature.categories) {
      names.push_back(feature.name + "=" + category);
    }
    if (!feature.rare.empty()) names.push_back(feature.name + " other");
    if (feature.missing_category) names.push_back(feature.name + " missing");
  }
  return names;
}

}  // namespace occam::data

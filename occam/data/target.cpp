#include "occam/data/target.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/data/like_texts.h"

namespace occam::data {
namespace {

constexpr std::string_view kWhere = "target";
constexpr std::int64_t kFewClasses = 10;  ///< whatever the numbers are
constexpr std::int64_t kMostCodes = 100;  ///< when they look like codes of classes
constexpr std::size_t kTextsShown = 3;

std::string column_text(const Column& column) { return "column '" + cleaned(column.name()) + "'"; }

using ValueCounts = std::map<double, std::int64_t>;

/// Distinct values by size with their cells; empty as soon as they are more than `limit`.
ValueCounts distinct_values(const Column& column, std::size_t limit) {
  ValueCounts values;
  for (const double value : column.numbers()) {
    if (std::isnan(value)) continue;
    ++values[value == 0.0 ? 0.0 : value];  // one zero
    if (values.size() > limit) return {};
  }
  return values;
}

void make_number_classes(const ValueCounts& values, Target& target) {
  for (const auto& [value, cells] : values) {
    target.class_values.push_back(value);
    target.classes.push_back(to_text(value));
  }
}

/// Whole numbers as people number classes: without gaps, and all about as frequent. Counts, ages
/// and grades are rare at their ends.
bool look_like_codes(const ValueCounts& values, std::int64_t present) {
  const auto k = static_cast<std::int64_t>(values.size());
  const double span = values.rbegin()->first - values.begin()->first;
  if (span != static_cast<double>(k - 1) || present < 5 * k) return false;
  return std::all_of(values.begin(), values.end(),
                     [&](const auto& entry) { return entry.second * 2 * k >= present; });
}

std::int64_t count_present(const Column& column) {
  std::int64_t present = 0;
  for (std::int64_t row = 0; row < column.rows(); ++row) present += column.is_missing(row) ? 0 : 1;
  return present;
}

Target text_target(const Column& column, Problem problem, std::int64_t present) {
  if (problem == Problem::kRegression) {
    throw_invalid_value(kWhere, "problem", "classification, for texts in " + column_text(column),
                        "regression");
  }
  const auto classes = static_cast<std::int64_t>(column.categories().size());
  // A class has two rows at least on the average; of few texts, all different is another matter.
  const bool hardly_repeat =
      classes > 2 && (classes == present || (classes > 20 && 2 * classes > present));
  if (problem == Problem::kAuto && hardly_repeat) {
    std::string some;
    for (std::size_t i = 0; i < std::min(kTextsShown, column.categories().size()); ++i) {
      some += (i > 0 ? ", '" : "'") + cleaned(column.categories()[i]) + "'";
    }
    throw_invalid_value(kWhere, column_text(column),
                        "texts that repeat, as classes do, or problem=classification",
                        std::to_string(classes) + " different texts in " + std::to_string(present) +
                            " rows: " + some + ", ...");
  }
  return {.name = column.name(),
          .problem = Problem::kClassification,
          .classes = column.categories(),
          .as_written = column.reading().as_written};
}

/// Throws for values that `unfit` finds, with their number.
template <class Unfit>
void refuse_values(const Column& column, const char* expected, const Unfit& unfit) {
  std::int64_t cells = 0, first = -1;
  for (std::int64_t row = 0; row < column.rows(); ++row) {
    if (!unfit(column.number(row))) continue;
    if (cells++ == 0) first = row;
  }
  if (cells == 0) return;
  std::string received = to_text(column.number(first)) + " in row " + std::to_string(first + 1);
  if (cells > 1) received += ", and " + std::to_string(cells - 1) + " more";
  throw_invalid_value(kWhere, column_text(column), expected, received);
}

Target number_target(const Column& column, Problem problem, std::int64_t present) {
  const auto is_broken = [](double value) {
    return !std::isnan(value) && value != std::floor(value);
  };
  refuse_values(column, "finite values", [](double value) { return std::isinf(value); });
  if (problem == Problem::kClassification) {
    refuse_values(column, "whole numbers or texts as classes", is_broken);
  }
  Target target{.name = column.name()};
  const auto numbers = column.numbers();
  const bool whole = std::none_of(numbers.begin(), numbers.end(), is_broken);
  if (problem == Problem::kClassification) {
    make_number_classes(distinct_values(column, numbers.size()), target);
  } else if (problem == Problem::kAuto && whole && column.kind() == ColumnKind::kNumber) {
    const ValueCounts values = distinct_values(column, kMostCodes);
    const auto k = static_cast<std::int64_t>(values.size());
    const bool few = k <= std::max<std::int64_t>(2, std::min(kFewClasses, present / 10));
    if (k > 0 && (few || look_like_codes(values, present))) make_number_classes(values, target);
  }
  target.problem = target.classes.empty() ? Problem::kRegression : Problem::kClassification;
  return target;
}

}  // namespace

std::int64_t Target::outputs() const {
  return is_classification() && !is_binary() ? static_cast<std::int64_t>(classes.size()) : 1;
}

Target detect_target(const Table& table, std::string_view name, Problem problem) {
  const Column& column = table.column(name);
  const std::int64_t present = count_present(column);
  const bool varied = column.is_text() ? column.categories().size() > 1
                                       : present > 0 && distinct_values(column, 1).empty();
  if (!varied) {
    throw_invalid_value(kWhere, column_text(column), "at least two different values",
                        present == 0 ? "missing cells only" : "the same in all rows");
  }
  return column.is_text() ? text_target(column, problem, present)
                          : number_target(column, problem, present);
}

std::vector<std::int64_t> known_labels(const Target& target, const Column& column) {
  const auto place_in = [](const auto& sorted, const auto& value) -> std::int64_t {
    const auto found = std::lower_bound(sorted.begin(), sorted.end(), value);
    return found == sorted.end() || *found != value ? kUnknownClass : found - sorted.begin();
  };
  std::vector<std::int64_t> of_text;
  if (column.is_text() && target.class_values.empty()) {
    TextPlaces places;
    for (std::size_t i = 0; i < target.classes.size(); ++i)
      places.add(target.classes[i], static_cast<std::int64_t>(i));
    for (const std::string& text : column.categories()) {
      std::int64_t label = place_in(target.classes, text);
      if (label < 0 && !target.as_written) label = places.place_of(text);
      of_text.push_back(label < 0 ? kUnknownClass : label);
    }
  }
  std::vector<std::int64_t> labels;
  labels.reserve(static_cast<std::size_t>(column.rows()));
  for (std::int64_t row = 0; row < column.rows(); ++row) {
    if (column.is_missing(row)) {
      labels.push_back(-1);
    } else if (column.is_text()) {
      labels.push_back(of_text.empty() ? kUnknownClass
                                       : of_text[static_cast<std::size_t>(column.code(row))]);
    } else {
      labels.push_back(place_in(target.class_values, column.number(row)));
    }
  }
  return labels;
}

std::vector<std::int64_t> class_labels(const Target& target, const Table& table) {
  if (!target.is_classification()) {
    throw_invalid_value("class_labels", "target", "a target of classes",
                        "'" + cleaned(target.name) + "', a regression target");
  }
  const Column& column = table.column(target.name);
  const auto refuse = [&](std::int64_t row, const std::string& value) {
    std::string known;
    for (std::size_t i = 0; i < std::min<std::size_t>(target.classes.size(), 20); ++i) {
      known += (i > 0 ? ", " : "") + cleaned(target.classes[i]);
    }
    if (target.classes.size() > 20) known += ", ...";
    throw_invalid_value(kWhere, column_text(column), "one of the classes " + known,
                        value + " in row " + std::to_string(row + 1));
  };
  std::vector<std::int64_t> labels = known_labels(target, column);
  for (std::int64_t row = 0; row < column.rows(); ++row) {
    if (labels[static_cast<std::size_t>(row)] != kUnknownClass) continue;
    refuse(row, column.is_text()
                    ? cleaned(column.categories()[static_cast<std::size_t>(column.code(row))])
                    : to_text(column.number(row)));
  }
  return labels;
}

}  // namespace occam::data

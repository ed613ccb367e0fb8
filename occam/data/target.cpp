#include "occam/data/target.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "occam/base/errors.h"

namespace occam::data {
namespace {

constexpr std::string_view kWhere = "target";

std::string column_text(const Column& column) { return "column '" + column.name() + "'"; }

/// Distinct values by size; empty as soon as they are more than `limit`.
std::vector<double> distinct_values(const Column& column, std::size_t limit) {
  std::set<double> values;
  for (const double value : column.numbers()) {
    if (std::isnan(value)) continue;
    values.insert(value == 0.0 ? 0.0 : value);  // one zero
    if (values.size() > limit) return {};
  }
  return {values.begin(), values.end()};
}

void make_number_classes(const Column& column, Target& target, std::size_t limit) {
  target.class_values = distinct_values(column, limit);
  for (const double value : target.class_values) target.classes.push_back(to_text(value));
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
  if (problem == Problem::kAuto && classes == present && classes > 2) {
    throw_invalid_value(kWhere, column_text(column), "texts that repeat, as classes do",
                        std::to_string(classes) + " different texts in as many rows");
  }
  return {
      .name = column.name(), .problem = Problem::kClassification, .classes = column.categories()};
}

Target number_target(const Column& column, Problem problem, std::int64_t present) {
  bool whole = true;
  for (std::int64_t row = 0; row < column.rows(); ++row) {
    const double value = column.number(row);
    if (std::isnan(value)) continue;
    if (std::isinf(value)) {
      throw_invalid_value(kWhere, column_text(column), "finite values",
                          to_text(value) + " in row " + std::to_string(row + 1));
    }
    if (problem == Problem::kClassification && value != std::floor(value)) {
      throw_invalid_value(kWhere, column_text(column), "whole numbers or texts as classes",
                          to_text(value) + " in row " + std::to_string(row + 1));
    }
    whole = whole && value == std::floor(value);
  }
  Target target{.name = column.name()};
  const std::int64_t limit =
      problem == Problem::kClassification
          ? present
          : std::max<std::int64_t>(2, std::min<std::int64_t>(20, present / 10));
  if (whole && problem != Problem::kRegression) {
    make_number_classes(column, target, static_cast<std::size_t>(limit));
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

std::vector<std::int64_t> class_labels(const Target& target, const Table& table) {
  if (!target.is_classification()) {
    throw_invalid_value("class_labels", "target", "a target of classes",
                        "'" + target.name + "', a regression target");
  }
  const Column& column = table.column(target.name);
  const auto refuse = [&](std::int64_t row, const std::string& value) {
    std::string known;
    for (std::size_t i = 0; i < std::min<std::size_t>(target.classes.size(), 20); ++i) {
      known += (i > 0 ? ", " : "") + target.classes[i];
    }
    if (target.classes.size() > 20) known += ", ...";
    throw_invalid_value(kWhere, column_text(column), "one of the classes " + known,
                        value + " in row " + std::to_string(row + 1));
  };
  std::vector<std::int64_t> labels;
  labels.reserve(static_cast<std::size_t>(column.rows()));
  for (std::int64_t row = 0; row < column.rows(); ++row) {
    if (column.is_missing(row)) {
      labels.push_back(-1);
      continue;
    }
    std::int64_t label = -1;
    if (column.is_text()) {
      const std::string& text = column.categories()[static_cast<std::size_t>(column.code(row))];
      const auto found = std::lower_bound(target.classes.begin(), target.classes.end(), text);
      if (!target.class_values.empty() || found == target.classes.end() || *found != text) {
        refuse(row, text);
      }
      label = found - target.classes.begin();
    } else {
      const double value = column.number(row);
      const auto found =
          std::lower_bound(target.class_values.begin(), target.class_values.end(), value);
      if (found == target.class_values.end() || *found != value) refuse(row, to_text(value));
      label = found - target.class_values.begin();
    }
    labels.push_back(label);
  }
  return labels;
}

}  // namespace occam::data

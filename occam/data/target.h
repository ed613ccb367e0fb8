#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "occam/base/field_list.h"
#include "occam/base/plain_values.h"
#include "occam/data/table.h"

namespace occam::data {

enum class Problem { kAuto, kClassification, kRegression };

/// What a target column asks a model for.
struct Target {
  std::string name = {};
  Problem problem = Problem::kRegression;  ///< never kAuto
  std::vector<std::string> classes = {};   ///< sorted; numbers by size, texts by bytes
  std::vector<double> class_values = {};   ///< of classes that are numbers, else empty
  double mean = 0.0;                       ///< regression: value = mean + scale * output
  double scale = 1.0;
  bool as_written = false;  ///< of texts: blanks and letter case tell classes apart (TextPlaces)

  bool is_classification() const { return problem == Problem::kClassification; }
  bool is_binary() const { return is_classification() && classes.size() == 2; }
  /// Outputs of a model: 1 for regression and two classes (one probability), else the classes.
  std::int64_t outputs() const;
  /// A regression output in the unit of the table.
  double original(double output) const { return mean + scale * output; }

  static constexpr std::string_view type = "Target";
  static constexpr auto fields() {
    using T = Target;
    return Fields{Field{"name", &T::name, "of the column"},
                  Field{"problem", &T::problem, "what is asked for"},
                  Field{"classes", &T::classes, "their texts"},
                  Field{"class_values", &T::class_values, "of classes that are numbers"},
                  Field{"mean", &T::mean, "of numbers: value = mean + scale * output"},
                  Field{"scale", &T::scale, "of numbers"},
                  Field{"as_written", &T::as_written, "blanks and case tell classes apart"}};
  }
};

/// Tells the problem from a column, and its classes.
///
/// Texts are classes. Whole numbers that take k distinct values in n cells (that are not missing)
/// are classes when k <= max(2, min(10, n / 10)), or when they are codes: each number from the
/// smallest to the largest, k <= min(100, n / 5), none less than half as frequent as the mean. All
/// else, dates too, is regression (of a date: on days since 1970-01-01).
/// problem: kAuto, or what to take it for.
/// Errors: InvalidArgument for an unknown column, fewer than two values, infinite values (with
/// their number), texts nearly all different, regression on texts, classes that are no whole
/// numbers.
Target detect_target(const Table& table, std::string_view column, Problem problem = Problem::kAuto);

/// The class number of each row, -1 where missing and kUnknownClass where the target has no such
/// class. REQUIRES: as class_labels.
std::vector<std::int64_t> known_labels(const Target& target, const Column& column);
inline constexpr std::int64_t kUnknownClass = -2;

/// The class number of each row, -1 where missing. REQUIRES: a classification target.
/// Errors: InvalidArgument for a value that is no class; it names the row, from 1, and the classes.
std::vector<std::int64_t> class_labels(const Target& target, const Table& table);

}  // namespace occam::data

namespace occam {

template <>
struct EnumTexts<data::Problem> {
  static constexpr std::array texts = {std::pair{data::Problem::kClassification, "classification"},
                                       std::pair{data::Problem::kRegression, "regression"}};
};

}  // namespace occam

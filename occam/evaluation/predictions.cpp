#include "occam/evaluation/predictions.h"

#include <cmath>
#include <string>
#include <utility>

#include "occam/base/errors.h"
#include "occam/evaluation/decision.h"

namespace occam::evaluation {
namespace {

void check_column(const char* where, const char* name, const Array& values) {
  if (values.size() == 0) {
    throw_invalid_value(where, name, "at least one row", "an empty array");
  }
  if (values.rank() == 0 || values.shape()[0] != values.size()) {
    throw_invalid_value(where, name, "one value a row", "shape " + to_text(values.shape()));
  }
}

/// Throws for the rows of `values` (several a row) that are not `good`, all at once.
template <class Good>
void check_all(const char* where, const char* name, const Array& values, const char* expected,
               const Good& good) {
  const std::int64_t width = values.size() / values.shape()[0];
  std::int64_t bad = 0, first = 0;
  for (std::int64_t i = 0; i < values.size(); ++i) {
    if (good(values.at(i))) continue;
    if (bad++ == 0) first = i;
  }
  if (bad == 0) return;
  throw_invalid_value(where, name, expected,
                      std::to_string(bad) + (bad == 1 ? " other value" : " other values") +
                          ", the first is " + to_text(values.at(first)) + " in row " +
                          std::to_string(first / width + 1));
}

}  // namespace

std::int64_t rows_of(const Predictions& predictions) {
  if (const auto* classes = std::get_if<ClassPredictions>(&predictions)) {
    return static_cast<std::int64_t>(classes->labels.size());
  }
  return static_cast<std::int64_t>(std::get<NumberPredictions>(predictions).targets.size());
}

std::vector<float> class_probabilities(const Array& outputs, std::int64_t classes) {
  const std::int64_t rows = outputs.rank() == 0 ? 0 : outputs.shape()[0];
  const bool is_one = classes == 2 && outputs.size() == rows;
  std::vector<float> probabilities;
  probabilities.reserve(static_cast<std::size_t>(rows * classes));
  for (std::int64_t i = 0; i < outputs.size(); ++i) {
    const auto p = static_cast<float>(outputs.at(i));
    if (is_one) probabilities.push_back(1.0f - p);
    probabilities.push_back(p);
  }
  return probabilities;
}

ClassPredictions class_predictions(const Array& labels, const Array& outputs, std::int64_t classes,
                                   std::span<const double> priors) {
  constexpr const char* kWhere = "class_predictions";
  if (classes < 2) {
    throw_invalid_value(kWhere, "classes", "at least 2", std::to_string(classes));
  }
  check_column(kWhere, "labels", labels);
  const std::int64_t rows = labels.size();
  const bool is_one = classes == 2 && outputs.size() == rows;
  if (outputs.rank() == 0 || outputs.shape()[0] != rows ||
      outputs.size() != (is_one ? rows : rows * classes)) {
    throw_invalid_value(kWhere, "outputs",
                        "(" + std::to_string(rows) + ", " + std::to_string(classes) +
                            ") probabilities, a row for each label",
                        "shape " + to_text(outputs.shape()));
  }
  check_all(
      kWhere, "labels", labels, ("class numbers from 0 to " + std::to_string(classes - 1)).c_str(),
      [classes](double value) {
        return value >= 0 && value < static_cast<double>(classes) && value == std::floor(value);
      });
  check_all(kWhere, "outputs", outputs, "probabilities from 0 to 1", [](double value) {
    return value >= 0 && value <= 1.0 + 1e-5;  // rounding of a softmax
  });
  ClassPredictions made{.classes = classes};
  made.labels.reserve(static_cast<std::size_t>(rows));
  for (std::int64_t i = 0; i < rows; ++i)
    made.labels.push_back(static_cast<std::int32_t>(labels.at(i)));
  made.probabilities = class_probabilities(outputs, classes);
  made.decisions = decide(made.probabilities, classes, priors);
  return made;
}

NumberPredictions number_predictions(const Array& targets, const Array& outputs, double scale,
                                     double shift) {
  constexpr const char* kWhere = "number_predictions";
  check_column(kWhere, "targets", targets);
  check_column(kWhere, "outputs", outputs);
  if (outputs.size() != targets.size()) {
    throw_invalid_value(kWhere, "outputs",
                        std::to_string(targets.size()) + " values, as there are targets",
                        std::to_string(outputs.size()) + " values");
  }
  const auto finite = [](double value) { return std::isfinite(value); };
  check_all(kWhere, "targets", targets, "finite numbers", finite);
  check_all(kWhere, "outputs", outputs, "finite numbers", finite);
  NumberPredictions made;
  for (const auto& [values, out] :
       {std::pair{&targets, &made.targets}, std::pair{&outputs, &made.answers}}) {
    out->reserve(static_cast<std::size_t>(values->size()));
    for (std::int64_t i = 0; i < values->size(); ++i) out->push_back(shift + scale * values->at(i));
  }
  return made;
}

}  // namespace occam::evaluation

#include "occam/evaluation/baselines.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "occam/base/errors.h"
#include "occam/evaluation/decision.h"
#include "occam/evaluation/logistic.h"
#include "occam/evaluation/ridge.h"

namespace occam::evaluation {
namespace {

std::vector<double> numbers_of(const Array& values) {
  std::vector<double> numbers;
  numbers.reserve(static_cast<std::size_t>(values.size()));
  for (std::int64_t i = 0; i < values.size(); ++i) numbers.push_back(values.at(i));
  return numbers;
}

/// As numpy.median. REQUIRES: not empty.
double median_of(std::vector<double> values) {
  const std::size_t upper = values.size() / 2;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(upper);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2.0;
}

Predictions constant_classes(const data::Dataset& train, const data::Dataset& test,
                             const BaselineOptions& options) {
  std::vector<std::int64_t> labels;
  for (const double label : numbers_of(train.y)) {
    labels.push_back(static_cast<std::int64_t>(label));
  }
  const std::vector<double> shares = class_priors(labels, options.classes);
  Array outputs(DType::kFloat32, {test.rows(), options.classes});
  const std::span<float> out = outputs.mutable_data<float>();
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<float>(shares[i % shares.size()]);
  }
  return class_predictions(test.y, outputs, options.classes, options.priors);
}

Predictions constant_numbers(const data::Dataset& train, const data::Dataset& test,
                             const BaselineOptions& options) {
  const std::vector<double> targets = numbers_of(train.y);
  double sum = 0.0;
  for (const double target : targets) sum += target;
  const std::vector<double> means(static_cast<std::size_t>(test.rows()),
                                  sum / static_cast<double>(targets.size()));
  NumberPredictions made =
      number_predictions(test.y, Array::from(means), options.scale, options.shift);
  made.medians.assign(means.size(), options.shift + options.scale * median_of(targets));
  return made;
}

}  // namespace

Contender constant_baseline(const data::Dataset& train, const data::Dataset& test,
                            const BaselineOptions& options) {
  if (train.y.size() == 0) {
    throw_invalid_value("constant_baseline", "train", "at least one row", "none");
  }
  return {"a constant", options.classes != 0 ? constant_classes(train, test, options)
                                             : constant_numbers(train, test, options)};
}

std::vector<Baseline> fit_baselines(const data::Dataset& train, const data::Dataset& test,
                                    const BaselineOptions& options) {
  const bool is_classes = options.classes != 0;
  const LinearModel model = is_classes
                                ? fit_logistic(train, options.classes, {.seed = options.seed})
                                : fit_ridge(train, {.seed = options.seed});
  Predictions linear;
  if (is_classes) {
    linear = class_predictions(test.y, model.predict_probabilities(test), options.classes,
                               options.priors);
  } else {
    linear = number_predictions(test.y, model.predict(test), options.scale, options.shift);
  }
  std::vector<Baseline> made;
  made.push_back({.contender = constant_baseline(train, test, options), .rows = train.rows()});
  made.push_back(
      {.contender = {is_classes ? "logistic regression" : "ridge regression", std::move(linear)},
       .penalty = model.penalty,
       .rows = model.rows});
  if (model.rows < model.rows_given) {
    made.back().note = fmt::format(
        "{} is fitted to {} of {} training rows, drawn at random: all of "
        "them would take too long",
        made.back().contender.name, model.rows, model.rows_given);
  }
  return made;
}

}  // namespace occam::evaluation

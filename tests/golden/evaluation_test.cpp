#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "occam/evaluation/comparison.h"
#include "occam/evaluation/confusion.h"
#include "occam/evaluation/decision.h"
#include "occam/evaluation/logistic.h"
#include "occam/evaluation/measure.h"
#include "occam/evaluation/ridge.h"
#include "tests/golden/golden_file.h"

// Measures, intervals and baselines against scikit-learn.
namespace occam::golden {
namespace {

using namespace evaluation;

std::vector<double> doubles(const Json& json) {
  std::vector<double> flat;
  if (!json.is_array()) return {number(json)};
  for (const Json& item : json) {
    for (const double value : doubles(item)) flat.push_back(value);
  }
  return flat;
}

Predictions classes_of(const Json& entry, const char* probabilities) {
  return class_predictions(as_given(entry.at("labels")), tensor(entry.at(probabilities)),
                           entry.at("classes").get<std::int64_t>());
}

Predictions numbers_of(const Json& entry, const char* answers) {
  return number_predictions(Array::from(doubles(entry.at("targets"))),
                            Array::from(doubles(entry.at(answers))));
}

/// Null where scikit-learn has no value, and so must we.
void expect_value(Comparison& compare, const std::string& what, std::optional<double> value,
                  const Json& expected) {
  ASSERT_EQ(value.has_value(), !expected.is_null()) << what;
  if (value) compare(what, *value, number(expected));
}

void expect_estimate(Comparison& compare, const std::string& what, const Estimate& estimate,
                     const Json& expected) {
  compare(what + " low", estimate.low, number(expected.at(0)));
  compare(what + " high", estimate.high, number(expected.at(1)));
  EXPECT_EQ(estimate.skipped, expected.at(2).get<std::int64_t>()) << what;
  EXPECT_EQ(estimate.used, 200 - estimate.skipped) << what;
}

/// Each row once, the given weights, and the bootstrap with its paired differences.
void check_measures(const Json& entry, const Predictions& first, const Predictions& other) {
  Comparison close("values", {1e-9, 1e-6});
  std::vector<std::uint32_t> weights;
  for (const double weight : doubles(entry.at("weights"))) {
    weights.push_back(static_cast<std::uint32_t>(weight));
  }
  const std::vector<const Measure*> measures = measures_of(kind_of(first));
  const Json& drawn = entry.at("bootstrap");
  const std::array contenders{Contender{"first", first}, Contender{"other", other}};
  const std::vector<Scores> scores =
      compare(measures, contenders,
              {.resamples = drawn.at("resamples").get<std::int64_t>(),
               .seed = drawn.at("seed").get<std::uint64_t>()});
  ASSERT_EQ(measures.size(), entry.at("weighted").size());
  for (std::size_t m = 0; m < measures.size(); ++m) {
    const std::string name(measures[m]->name);
    expect_value(close, name, measures[m]->value(first), drawn.at("values").at(name));
    expect_value(close, name + " of the other", measures[m]->value(other),
                 drawn.at("other").at(name));
    expect_value(close, name + " weighted", measures[m]->prepare(first)(weights),
                 entry.at("weighted").at(name));
    expect_estimate(close, name, scores[m].values[0], drawn.at("intervals").at(name));
    Json difference = drawn.at("differences").at(name);
    if (measures[m]->direction == Direction::kDown) {  // a gain is the other less the first
      difference = Json{-number(difference.at(1)), -number(difference.at(0)), difference.at(2)};
    }
    expect_estimate(close, name + " gain", scores[m].gain(0, 1), difference);
  }
}

TEST(GoldenEvaluation, MeasuresOfClassesAndTheirIntervals) {
  const Json file = load("evaluation");
  for (const Json& entry : file.at("classes")) {
    SCOPED_TRACE(entry.at("classes"));
    check_measures(entry, classes_of(entry, "probabilities"),
                   classes_of(entry, "other_probabilities"));
  }
}

TEST(GoldenEvaluation, MeasuresOfNumbersAndTheirIntervals) {
  const Json file = load("evaluation");
  for (const Json& entry : file.at("numbers")) {
    check_measures(entry, numbers_of(entry, "answers"), numbers_of(entry, "other_answers"));
  }
}

TEST(GoldenEvaluation, ConfusionAndDecisions) {
  const Json file = load("evaluation");
  for (const Json& entry : file.at("classes")) {
    const auto classes = entry.at("classes").get<std::int64_t>();
    const auto predictions = std::get<ClassPredictions>(classes_of(entry, "probabilities"));
    std::vector<std::int64_t> labels(predictions.labels.begin(), predictions.labels.end());
    std::vector<double> counts;
    for (const std::int64_t count : confusion_table(predictions).counts) {
      counts.push_back(static_cast<double>(count));
    }
    EXPECT_EQ(counts, doubles(entry.at("confusion")));
    const std::vector<double> priors = class_priors(labels, classes);
    Comparison close("priors and weights", {0.0, 1e-8});
    const std::vector<double> weights = doubles(entry.at("class_weight"));
    const auto balanced = balanced_class_weights(labels, classes);
    for (std::size_t k = 0; k < priors.size(); ++k) {
      close("prior", priors[k], number(entry.at("priors").at(k)));
      EXPECT_EQ(balanced.at(k).first, static_cast<std::int64_t>(k));
      close("class weight", balanced.at(k).second, weights.at(k));
    }
    std::vector<double> decided;
    for (const std::int32_t k : decide(predictions.probabilities, classes, priors)) {
      decided.push_back(k);
    }
    EXPECT_EQ(decided, doubles(entry.at("balanced_decisions")));
  }
}

data::Dataset dataset_of(const Json& entry) {
  return {.x = tensor(entry.at("x")), .y = as_given(entry.at("y"))};
}

void expect_model(const LinearModel& model, const Json& coefficients, const Json& intercepts) {
  Comparison close("coefficients", {1e-4, 1e-4});
  const std::vector<double> expected = doubles(coefficients), biases = doubles(intercepts);
  ASSERT_EQ(model.coefficients.size(), expected.size());
  ASSERT_EQ(model.intercepts.size(), biases.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    close("coefficient " + std::to_string(i), model.coefficients[i], expected[i]);
  }
  for (std::size_t i = 0; i < biases.size(); ++i) {
    close("intercept", model.intercepts[i], biases[i]);
  }
}

TEST(GoldenEvaluation, RidgeForEachPenaltyAndTheChosenOne) {
  const Json file = load("evaluation");
  for (const Json& entry : file.at("ridge")) {
    const data::Dataset train = dataset_of(entry);
    SCOPED_TRACE(to_text(train.x.shape()));
    const std::vector<double> penalties = doubles(entry.at("penalties"));
    const std::vector<double> left_out = doubles(entry.at("left_out"));
    for (std::size_t i = 0; i < penalties.size(); ++i) {
      expect_model(fit_ridge(train, {.penalties = {penalties[i]}}), entry.at("coefficients")[i],
                   entry.at("intercepts")[i]);
      // Of any two, the one that leaves out better is chosen.
      for (std::size_t j = 0; j < i; ++j) {
        const LinearModel two = fit_ridge(train, {.penalties = {penalties[j], penalties[i]}});
        EXPECT_EQ(two.penalty, left_out[i] < left_out[j] ? penalties[i] : penalties[j]);
        EXPECT_NEAR(two.left_out, std::min(left_out[i], left_out[j]), 1e-5 * two.left_out);
      }
    }
    EXPECT_EQ(fit_ridge(train, {.penalties = penalties}).penalty, number(entry.at("chosen")));
  }
}

TEST(GoldenEvaluation, LogisticForEachPenalty) {
  const Json file = load("evaluation");
  for (const Json& entry : file.at("logistic")) {
    const data::Dataset train = dataset_of(entry);
    const auto classes = entry.at("classes").get<std::int64_t>();
    SCOPED_TRACE(to_text(train.x.shape()) + " of " + std::to_string(classes) + " classes");
    const std::vector<double> penalties = doubles(entry.at("penalties"));
    for (std::size_t i = 0; i < penalties.size(); ++i) {
      const LinearModel model = fit_logistic(train, classes, {.penalties = {penalties[i]}});
      expect_model(model, entry.at("coefficients")[i], entry.at("intercepts")[i]);
      Comparison close("probabilities", {1e-5, 1e-4});
      const Array made = model.predict_probabilities(train);
      const std::vector<double> expected = doubles(entry.at("probabilities")[i]);
      for (std::size_t at = 0; at < expected.size(); ++at) {
        close("probability", made.at(static_cast<std::int64_t>(at)), expected[at]);
      }
    }
  }
}

}  // namespace
}  // namespace occam::golden

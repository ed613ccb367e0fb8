#include "occam/evaluation/baselines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "occam/base/errors.h"
#include "occam/base/random.h"
#include "occam/evaluation/logistic.h"
#include "occam/evaluation/ridge.h"

// Coefficients against scikit-learn are in tests/golden; here what a table may bring.
namespace occam::evaluation {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr RandomKey kKey{77, 0};

/// Uniform numbers, y = 3 x0 - 2 x1 + noise or, for classes, which of their bands that is in.
data::Dataset made_up(std::int64_t rows, std::int64_t features, double noise,
                      std::int64_t classes = 0, std::uint64_t step = 0) {
  data::Dataset made{.x = Array(DType::kFloat32, {rows, features})};
  const auto x = made.x.mutable_data<float>();
  std::vector<double> y;
  std::vector<std::int64_t> labels;
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = random_uniform(kKey, step, i) - 0.5f;
  for (std::int64_t i = 0; i < rows; ++i) {
    const auto at = static_cast<std::size_t>(i * features);
    const double own = random_uniform(kKey, step + 1, static_cast<std::uint64_t>(i)) - 0.5;
    y.push_back(3.0 * x[at] - 2.0 * x[at + 1] + noise * own);
    labels.push_back(std::clamp<std::int64_t>(
        static_cast<std::int64_t>((y.back() + 2.5) / 5.0 * static_cast<double>(classes)), 0,
        classes - 1));
  }
  made.y = classes > 0 ? Array::from(labels) : Array::from(y).astype(DType::kFloat32);
  return made;
}

double value(const char* name, const Baseline& baseline) {
  return measure(name).value(baseline.contender.predictions).value();
}

TEST(Baselines, ConstantIsMeanMedianAndShares) {
  const data::Dataset train{.x = Array{{1.0f}, {2.0f}, {4.0f}, {9.0f}},
                            .y = Array{1.0f, 2.0f, 3.0f, 10.0f}};
  const data::Dataset test{.x = Array{{1.0f}, {1.0f}}, .y = Array{4.0f, 2.0f}};
  const auto made = fit_baselines(train, test, {.scale = 2.0, .shift = 1.0});
  const auto& numbers = std::get<NumberPredictions>(made[0].contender.predictions);
  EXPECT_THAT(numbers.answers, ElementsAre(9.0, 9.0));
  EXPECT_THAT(numbers.medians, ElementsAre(6.0, 6.0));
  EXPECT_THAT(numbers.targets, ElementsAre(9.0, 5.0));

  const data::Dataset classes{.x = train.x, .y = Array{1, 1, 0, 1}};
  const data::Dataset asked{.x = test.x, .y = Array{0, 1}};
  const auto shares = fit_baselines(classes, asked, {.classes = 2});
  const auto& answers = std::get<ClassPredictions>(shares[0].contender.predictions);
  EXPECT_THAT(answers.probabilities, ElementsAre(0.25f, 0.75f, 0.25f, 0.75f));
  EXPECT_THAT(answers.decisions, ElementsAre(1, 1));
}

TEST(Baselines, LinearOnesFindWhatIsLinear) {
  const data::Dataset train = made_up(400, 5, 0.5), test = made_up(300, 5, 0.5, 0, 10);
  const auto numbers = fit_baselines(train, test, {});
  EXPECT_EQ(numbers[1].contender.name, "ridge regression");
  EXPECT_NEAR(value("rmse", numbers[1]), 0.5 / std::sqrt(12.0), 0.012);  // the noise itself
  EXPECT_GT(value("rmse", numbers[0]), 0.9);
  EXPECT_EQ(numbers[1].note, "");
  for (const std::int64_t classes : {2, 4}) {
    const auto made = fit_baselines(made_up(400, 5, 0.5, classes),
                                    made_up(300, 5, 0.5, classes, 10), {.classes = classes});
    EXPECT_EQ(made[1].contender.name, "logistic regression");
    EXPECT_GT(value("accuracy", made[1]), classes == 2 ? 0.9 : 0.8);
    EXPECT_LT(value("log_loss", made[1]), 0.6 * value("log_loss", made[0]));
  }
}

TEST(Baselines, NoiseGetsALargePenalty) {
  data::Dataset train = made_up(60, 40, 0.0);
  std::vector<float> noise;
  for (std::uint64_t i = 0; i < 60; ++i) noise.push_back(random_uniform(kKey, 99, i));
  train.y = Array::from(noise);
  const LinearModel model = fit_ridge(train);
  EXPECT_GT(model.penalty, 60.0 / 12.0);  // n times the features' variance
}

TEST(Baselines, ConstantAndDuplicateColumnsAreHarmless) {
  data::Dataset train = made_up(50, 6, 0.1);
  const auto x = train.x.mutable_data<float>();
  for (std::size_t i = 0; i < 50; ++i) {
    x[i * 6 + 3] = 1e6f / 3.0f;
    x[i * 6 + 4] = x[i * 6];
    x[i * 6 + 5] = 0.0f;
  }
  const LinearModel ridge = fit_ridge(train);
  EXPECT_NEAR(ridge.coefficients[3], 0.0, 1e-6);
  EXPECT_NEAR(ridge.coefficients[4], ridge.coefficients[0], 1e-6);
  EXPECT_NEAR(ridge.coefficients[0] + ridge.coefficients[4], 3.0, 0.1);
  EXPECT_EQ(ridge.coefficients[5], 0.0);
  train.y = made_up(50, 6, 0.1, 3).y;
  const LinearModel logistic = fit_logistic(train, 3);
  EXPECT_THAT(logistic.coefficients,
              Each(testing::Truly([](double c) { return std::isfinite(c); })));
  EXPECT_NEAR(logistic.coefficients[4], logistic.coefficients[0], 1e-5);

  data::Dataset flat{.x = Array(DType::kFloat32, {10, 2}),
                     .y = Array(Shape{10}, std::vector<float>(10, 2.5f))};
  EXPECT_THAT(fit_ridge(flat).intercepts, ElementsAre(2.5));
}

TEST(Baselines, ClassesThatAreNotTrainedAreNeverAnswered) {
  const data::Dataset train{.x = Array{{0.f}, {1.f}, {0.f}, {1.f}, {0.f}, {1.f}},
                            .y = Array{3, 1, 3, 1, 3, 1}};
  const Array p = fit_logistic(train, 4).predict_probabilities(train);
  EXPECT_EQ(p.at(0), 0.0);
  EXPECT_EQ(p.at(2), 0.0);
  EXPECT_GT(p.at(3), 0.5);
  EXPECT_NEAR(p.at(1) + p.at(3), 1.0, 1e-6);
  const data::Dataset one{.x = train.x, .y = Array{1, 1, 1, 1, 1, 1}};
  EXPECT_EQ(fit_logistic(one, 2).predict_probabilities(one).at(1), 1.0);
  EXPECT_EQ(fit_logistic(one, 3).predict_probabilities(one).at(1), 1.0);
}

TEST(Baselines, ClassesThatALineSeparatesAreNoTrouble) {
  data::Dataset train = made_up(200, 3, 0.0, 2);
  const LinearModel model = fit_logistic(train, 2);
  const Predictions made = class_predictions(train.y, model.predict_probabilities(train), 2);
  EXPECT_GT(measure("accuracy").value(made), 0.97);
}

TEST(Baselines, TooMuchWorkTakesFewerRowsAndSaysSo) {
  const data::Dataset train = made_up(2000, 20, 0.5), classes = made_up(2000, 20, 0.5, 2);
  const LinearModel ridge = fit_ridge(train, {.most_work = 5e5});
  // 20 * (20 n + 10 * 400) <= 5e5: n <= 1050.
  EXPECT_EQ(ridge.rows, 1050);
  EXPECT_EQ(ridge.rows_given, 2000);
  EXPECT_NEAR(ridge.coefficients[0], 3.0, 0.1);
  const LinearModel logistic = fit_logistic(classes, 2, {.most_work = 2e4});
  EXPECT_EQ(logistic.rows, 1000);
  EXPECT_EQ(fit_ridge(train, {.seed = 3, .most_work = 5e5}).coefficients,
            fit_ridge(train, {.seed = 3, .most_work = 5e5}).coefficients);
}

TEST(Baselines, BytesAreScaled) {
  const data::Dataset bytes{.x = Array(DType::kUint8, {4, 1}), .y = Array{0.f, 1.f, 2.f, 3.f}};
  data::Dataset scaled{.x = Array(Shape{4, 1}, std::vector<std::uint8_t>{0, 50, 100, 150}),
                       .y = bytes.y,
                       .scale = 0.02f};
  const LinearModel model = fit_ridge(scaled, {.penalties = {1e-6}});
  EXPECT_NEAR(model.coefficients[0], 1.0, 1e-4);
  EXPECT_NEAR(model.predict(scaled).at(2), 2.0, 1e-4);
}

TEST(Baselines, RefusalsNameWhatIsWrong) {
  data::Dataset train = made_up(10, 2, 0.1);
  train.feature_names = {"age", "fare"};
  train.x.mutable_data<float>()[7] = std::numeric_limits<float>::quiet_NaN();
  train.x.mutable_data<float>()[9] = std::numeric_limits<float>::infinity();
  try {
    fit_ridge(train);
    FAIL();
  } catch (const InvalidArgument& error) {
    EXPECT_THAT(error.what(), HasSubstr("2 values NaN or infinite, the first in row 4 of 'fare'"));
  }
  const data::Dataset good = made_up(10, 2, 0.1);
  EXPECT_THROW(fit_ridge(good, {.penalties = {0.0}}), InvalidArgument);
  EXPECT_THROW(fit_ridge(data::Dataset{}), InvalidArgument);
  EXPECT_THROW(fit_logistic(good, 2), InvalidArgument);  // numbers are no classes
  EXPECT_THROW(fit_logistic(made_up(10, 2, 0.1, 3), 2), InvalidArgument);
  EXPECT_THROW(fit_logistic(made_up(10, 2, 0.1, 3), 3, {.folds = 1}), InvalidArgument);
  EXPECT_THROW(fit_ridge(good).predict(made_up(10, 3, 0.1)), InvalidArgument);
}

}  // namespace
}  // namespace occam::evaluation

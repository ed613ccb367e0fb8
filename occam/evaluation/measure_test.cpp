#include "occam/evaluation/measure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "occam/base/errors.h"
#include "occam/base/random.h"

// Values against scikit-learn are in tests/golden; here what it has no answer for, and by hand.
namespace occam::evaluation {
namespace {

double measured(const char* name, const Predictions& predictions) {
  return measure(name).value(predictions).value();
}

TEST(Measure, OfTwoClassesByHand) {
  // Class 1 has 0.9, 0.4, 0.4 and class 0 has 0.4, 0.1: pairs 1 + 1 + (1/2 + 1) * 2 of 6.
  const Predictions made =
      class_predictions(Array{1, 0, 1, 1, 0}, Array{0.9f, 0.4f, 0.4f, 0.4f, 0.1f}, 2);
  EXPECT_DOUBLE_EQ(measured("auc", made), 5.0 / 6.0);
  EXPECT_DOUBLE_EQ(measured("accuracy", made), 3.0 / 5.0);
  EXPECT_DOUBLE_EQ(measured("balanced_accuracy", made), (1.0 / 3.0 + 1.0) / 2.0);
  EXPECT_DOUBLE_EQ(measured("f1", made), 2.0 / 4.0);
  EXPECT_NEAR(measured("log_loss", made),
              -(std::log(0.9) + 2 * std::log(0.4) + std::log(0.6) + std::log(0.9)) / 5.0, 1e-7);
}

TEST(Measure, UndefinedWhereNothingCanBeSaid) {
  const Predictions negatives = class_predictions(Array{0, 0}, Array{0.2f, 0.1f}, 2);
  EXPECT_FALSE(measure("auc").value(negatives));
  EXPECT_FALSE(measure("f1").value(negatives));
  EXPECT_EQ(measure("balanced_accuracy").value(negatives), 1.0);
  EXPECT_FALSE(measure("r2").value(number_predictions(Array{0.1, 0.1, 0.1}, Array{1.0, 2.0, 0.0})));
  EXPECT_EQ(measure("accuracy").prepare(negatives)(std::vector<std::uint32_t>{0, 0}), std::nullopt);
}

TEST(Measure, SureAndWrongHasAFiniteLoss) {
  const Predictions made = class_predictions(Array{1}, Array{0.0f}, 2);
  EXPECT_NEAR(measured("log_loss", made), 23 * std::log(2.0), 1e-9);
}

TEST(Measure, OfNumbersByHandInTheUnitOfTheTable) {
  // Errors 10 * (1, -2, 0, 5): squares 3000 / 4; targets 10 * (1, 1, 4, 9), spread 4275.
  const Predictions made = number_predictions(Array{1.0, 1.0, 4.0, 9.0}, Array{0.0, 3.0, 4.0, 4.0},
                                              /*scale=*/10.0, /*shift=*/500.0);
  EXPECT_DOUBLE_EQ(std::get<NumberPredictions>(made).answers[1], 530.0);
  EXPECT_DOUBLE_EQ(measured("mae", made), 20.0);
  EXPECT_DOUBLE_EQ(measured("rmse", made), 10.0 * std::sqrt(7.5));
  EXPECT_DOUBLE_EQ(measured("r2", made), 1.0 - 3000.0 / 4275.0);
}

TEST(Measure, MediansAnswerWhereAbsoluteErrorsCount) {
  NumberPredictions made = number_predictions(Array{1.0, 3.0}, Array{2.0, 2.0});
  made.medians = {1.0, 3.0};
  EXPECT_EQ(measured("mae", made), 0.0);
  EXPECT_EQ(measured("rmse", made), 1.0);
}

TEST(Measure, AWeightIsARepeatedRow) {
  // Histories: any rows with any weights give what the rows written out as often give.
  const RandomKey key{11, 0};
  for (std::uint64_t round = 0; round < 30; ++round) {
    std::vector<std::int32_t> labels, repeated_labels;
    std::vector<float> p, repeated_p;
    std::vector<std::uint32_t> weights;
    const std::int64_t classes = 2 + static_cast<std::int64_t>(round % 3);
    for (std::uint64_t i = 0; i < 40; ++i) {
      const std::uint32_t bits = random_bits(key, round, i);
      labels.push_back(static_cast<std::int32_t>(bits % static_cast<std::uint32_t>(classes)));
      weights.push_back(bits / 64 % 4);
      std::vector<float> row;
      for (std::int64_t k = 0; k < classes; ++k) {  // many ties
        row.push_back(static_cast<float>(1 + (bits >> (8 + 4 * k)) % 5) / 8.0f);
      }
      p.insert(p.end(), row.begin(), row.end());
      for (std::uint32_t w = 0; w < weights.back(); ++w) {
        repeated_labels.push_back(labels.back());
        repeated_p.insert(repeated_p.end(), row.begin(), row.end());
      }
    }
    const auto rows = [&](const std::vector<float>& values) {
      return Shape{static_cast<std::int64_t>(values.size()) / classes, classes};
    };
    const Predictions once = class_predictions(Array::from(labels), Array(rows(p), p), classes);
    const Predictions repeated = class_predictions(Array::from(repeated_labels),
                                                   Array(rows(repeated_p), repeated_p), classes);
    for (const Measure* entry : measures_of(Measure::Kind::kClasses)) {
      const auto weighted = entry->prepare(once)(weights), plain = entry->value(repeated);
      ASSERT_EQ(weighted.has_value(), plain.has_value()) << entry->name;
      if (plain) {
        EXPECT_NEAR(*weighted, *plain, 1e-12) << entry->name;
      }
    }
  }
}

TEST(Measure, CatalogueKnowsItsNames) {
  for (const Measure& entry : all_measures()) EXPECT_EQ(&measure(entry.name), &entry);
  EXPECT_EQ(measures_of(Measure::Kind::kNumbers).size(), 3u);
  EXPECT_EQ(measure("rmse").gain(3.0, 4.5), 1.5);
  EXPECT_EQ(measure("auc").gain(0.75, 0.5), 0.25);
  try {
    measure("acuracy");
    FAIL();
  } catch (const InvalidArgument& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("Did you mean 'accuracy'?"));
  }
  EXPECT_THROW(measure("rmse").value(class_predictions(Array{0, 1}, Array{0.5f, 0.5f}, 2)),
               InvalidArgument);
}

}  // namespace
}  // namespace occam::evaluation

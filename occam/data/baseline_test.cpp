#include "occam/data/baseline.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/base/errors.h"

namespace occam::data {
namespace {

TEST(Baseline, MajorityOfTrainingIsJudgedOnTest) {
  // Most frequent in training is 2, though test has more 7s.
  EXPECT_EQ(majority_accuracy(Array::from({2, 7, 2, 9, 2}), Array::from({7, 7, 2, 7, 2})), 0.4);
}

TEST(Baseline, SmallerClassWinsATie) {
  EXPECT_EQ(majority_accuracy(Array::from({3, 1, 1, 3}), Array::from({1, 3, 3, 3})), 0.25);
}

TEST(Baseline, ClassesMayBeFloatsInOneColumn) {
  const Array train({3, 1}, std::vector<float>{1, 0, 1});
  const Array test({5, 1}, std::vector<float>{1, 1, 1, 1, 0});
  EXPECT_EQ(majority_accuracy(train, test), 0.8);
}

TEST(Baseline, ErrorsByHand) {
  // Errors 1, -2, 0, 5: absolute 8/4, squared 30/4, times 10.
  const RegressionErrors errors =
      regression_errors(Array::from({1.0, 1.0, 4.0, 9.0}), Array::from({0.0, 3.0, 4.0, 4.0}), 10.0);
  EXPECT_DOUBLE_EQ(errors.mean_absolute, 20.0);
  EXPECT_DOUBLE_EQ(errors.root_mean_squared, 10.0 * std::sqrt(7.5));
}

TEST(Baseline, MeanIsThatOfTraining) {
  const RegressionErrors errors = mean_errors(Array::from({1.0, 5.0}), Array::from({2.0, 7.0}));
  EXPECT_DOUBLE_EQ(errors.mean_absolute, 2.5);
  EXPECT_DOUBLE_EQ(errors.root_mean_squared, std::sqrt(8.5));
}

TEST(Baseline, RefusesEmptyAndUnequal) {
  EXPECT_THROW(majority_accuracy(Array(), Array::from({1})), InvalidArgument);
  EXPECT_THROW(mean_errors(Array::from({1.0}), Array()), InvalidArgument);
  EXPECT_THROW(regression_errors(Array::from({1.0}), Array::from({1.0, 2.0})), InvalidArgument);
}

}  // namespace
}  // namespace occam::data

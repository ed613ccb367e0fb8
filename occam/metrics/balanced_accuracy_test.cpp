#include "occam/metrics/balanced_accuracy.h"

#include <gtest/gtest.h>

#include "occam/base/errors.h"
#include "tests/experiment/metric_result.h"

namespace occam::metrics {
namespace {

using experiments::metric_result;

// Decided 1, 1, 2, 0, 0 of the labels 1, 0, 2, 0, 0: shares 2/3, 1, 1.
const Array kPrediction({5, 3}, std::vector<float>{.1f, .8f, .1f, .2f, .7f, .1f, .1f, .3f, .6f, .5f,
                                                   .4f, .1f, .6f, .3f, .1f});
const Array kLabels({5}, std::vector<float>{1, 0, 2, 0, 0});

TEST(BalancedAccuracy, IsTheMeanOverTheClasses) {
  EXPECT_DOUBLE_EQ(metric_result(BalancedAccuracy{}, kLabels, kPrediction), (2 / 3.0 + 1 + 1) / 3);
  // Rows of 0 and 1 a class mean the same.
  const Array rows({5, 3}, std::vector<float>{0, 1, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0});
  EXPECT_DOUBLE_EQ(metric_result(BalancedAccuracy{}, rows, kPrediction), (2 / 3.0 + 1 + 1) / 3);
  // The row that is wrong counts 4 times: 2 of 6 of class 0.
  const Array weights({5}, std::vector<float>{1, 4, 1, 1, 1});
  EXPECT_DOUBLE_EQ(metric_result(BalancedAccuracy{}, kLabels, kPrediction, weights),
                   (2 / 6.0 + 1 + 1) / 3);
}

TEST(BalancedAccuracy, OverPriors) {
  // p / prior of row 4 is 0.625, 0.8, 0.5: decided 1, of row 5 0.75, 0.6, 0.5: 0.
  EXPECT_DOUBLE_EQ(metric_result(BalancedAccuracy{.priors = {0.8, 0.5, 0.2}}, kLabels, kPrediction),
                   (1 / 3.0 + 1 + 1) / 3);
  // Class 2 is never decided.
  EXPECT_DOUBLE_EQ(metric_result(BalancedAccuracy{.priors = {0.5, 0.5, 0}}, kLabels, kPrediction),
                   (2 / 3.0 + 1 + 0) / 3);
}

TEST(BalancedAccuracy, OfOneOutputTwoClasses) {
  const Array prediction({5, 1}, std::vector<float>{0.9f, 0.5f, 0.6f, 0.2f, 0.1f});
  const Array target({5, 1}, std::vector<float>{1, 1, 0, 1, 0});
  EXPECT_DOUBLE_EQ(metric_result(BalancedAccuracy{}, target, prediction), (1 / 3.0 + 1 / 2.0) / 2);
  EXPECT_DOUBLE_EQ(metric_result(BalancedAccuracy{.priors = {0.85, 0.15}}, target, prediction),
                   (3 / 3.0 + 1 / 2.0) / 2);
  // A class that does not occur says nothing.
  const Array positive({5, 1}, std::vector<float>{1, 1, 1, 1, 1});
  EXPECT_DOUBLE_EQ(metric_result(BalancedAccuracy{}, positive, prediction), 2 / 5.0);
}

TEST(BalancedAccuracy, RefusesPriorsThatAreNone) {
  EXPECT_THROW(metric_result(BalancedAccuracy{.priors = {0.5, 0.5}}, kLabels, kPrediction),
               InvalidArgument);
  EXPECT_THROW(Metric(BalancedAccuracy{.priors = {0, 0}}), InvalidArgument);
  EXPECT_THROW(Metric(BalancedAccuracy{.priors = {-0.5, 1.5}}), InvalidArgument);
}

}  // namespace
}  // namespace occam::metrics

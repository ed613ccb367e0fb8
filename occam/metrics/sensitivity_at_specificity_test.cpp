#include "occam/metrics/sensitivity_at_specificity.h"

#include <gtest/gtest.h>

#include "tests/experiment/metric_result.h"

namespace occam::metrics {
namespace {

using experiments::metric_result;

// By prediction: 1, 1, 0, 1, 0, 0.
const Array kPrediction({6, 1}, std::vector<float>{0.3f, 0.9f, 0.62f, 0.8f, 0.52f, 0.1f});
const Array kTarget({6, 1}, std::vector<float>{0, 1, 0, 1, 1, 0});

TEST(SensitivityAtSpecificity, IsTheBestThatKeepsIt) {
  EXPECT_DOUBLE_EQ(metric_result(SensitivityAtSpecificity{.specificity = 1}, kTarget, kPrediction),
                   2 / 3.0);
  EXPECT_DOUBLE_EQ(
      metric_result(SensitivityAtSpecificity{.specificity = 0.6}, kTarget, kPrediction), 1);
}

// Above 0.5: two of three others are left out, all positives are found.
TEST(SensitivityAtSpecificity, AtOneThreshold) {
  EXPECT_EQ(metric_result(SensitivityAtSpecificity{.specificity = 0.5, .num_thresholds = 1},
                          kTarget, kPrediction),
            1);
  EXPECT_EQ(metric_result(SensitivityAtSpecificity{.specificity = 0.7, .num_thresholds = 1},
                          kTarget, kPrediction),
            0);
}

TEST(SensitivityAtSpecificity, OfOneClassAlone) {
  const Array prediction({3, 2}, std::vector<float>{.1f, .9f, .8f, .2f, .3f, .7f});
  const Array labels({3}, std::vector<float>{1, 0, 0});
  EXPECT_EQ(
      metric_result(SensitivityAtSpecificity{.specificity = 1, .class_id = 1}, labels, prediction),
      1);
  EXPECT_EQ(
      metric_result(SensitivityAtSpecificity{.specificity = 1, .class_id = 0}, labels, prediction),
      1);
  EXPECT_EQ(metric_result(SensitivityAtSpecificity{.specificity = 1}, labels, prediction), 2 / 3.0);
  EXPECT_THROW(metric_result(SensitivityAtSpecificity{.class_id = 2}, labels, prediction),
               InvalidArgument);
}

}  // namespace
}  // namespace occam::metrics

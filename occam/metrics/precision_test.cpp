#include "occam/metrics/precision.h"

#include <gtest/gtest.h>

#include "tests/experiment/metric_result.h"

namespace occam::metrics {
namespace {

using experiments::metric_numbers;
using experiments::metric_result;

const Array kPrediction({4, 1}, std::vector<float>{0.9f, 0.5f, 0.6f, 0.2f});
const Array kTarget({4, 1}, std::vector<float>{1, 1, 0, 1});

TEST(Precision, CountsAboveTheThreshold) {
  EXPECT_DOUBLE_EQ(metric_result(Precision{}, kTarget, kPrediction), 1 / 2.0);
  EXPECT_DOUBLE_EQ(metric_result(Precision{.thresholds = 0.1}, kTarget, kPrediction), 3 / 4.0);
  EXPECT_EQ(metric_result(Precision{.thresholds = 1}, kTarget, kPrediction), 0);
  EXPECT_DOUBLE_EQ(
      metric_result(Precision{}, kTarget, kPrediction, Array({4}, std::vector<float>{2, 1, 5, 1})),
      2 / 7.0);
}

// Two of each row: of equal ones the first, whatever the threshold would say.
TEST(Precision, OfTheLargestOfARow) {
  const Array prediction({2, 4}, std::vector<float>{.1f, .3f, .3f, .3f, .9f, .1f, .8f, .7f});
  const Array target({2, 4}, std::vector<float>{0, 1, 0, 1, 0, 1, 1, 1});
  EXPECT_DOUBLE_EQ(metric_result(Precision{.top_k = 2}, target, prediction), 2 / 4.0);
  EXPECT_DOUBLE_EQ(metric_result(Precision{.thresholds = 0.2, .top_k = 3}, target, prediction),
                   4 / 6.0);
  EXPECT_DOUBLE_EQ(metric_result(Precision{.thresholds = 0.85, .top_k = 3}, target, prediction), 0);
  EXPECT_DOUBLE_EQ(metric_result(Precision{.top_k = 2, .class_id = 2}, target, prediction),
                   1 / 2.0);
  EXPECT_THROW(metric_result(Precision{.top_k = 5}, target, prediction), InvalidArgument);
}

// Totals of {0.1, 0.55, 0.95}: 3 of 4, 1 of 2, none.
TEST(Precision, OfSeveralThresholdsIsSeveralNumbers) {
  const Metric metric = Precision{.thresholds = {0.1, 0.55, 0.95}};
  EXPECT_EQ(metric.numbers({4, 1}), 3);
  EXPECT_EQ(Metric(Precision{.thresholds = {0.55}}).numbers({4, 1}), std::nullopt);
  EXPECT_EQ(metric_numbers(metric, kTarget, kPrediction), (std::vector<double>{0.75, 0.5, 0}));
  EXPECT_THROW(Metric(Precision{.thresholds = {0.1, -0.5}}), InvalidArgument);
}

TEST(Precision, OfOneClassAlone) {
  const Array prediction({3, 3}, std::vector<float>{.1f, .8f, .1f, .2f, .7f, .1f, .1f, .3f, .6f});
  const Array labels({3}, std::vector<float>{1, 0, 2});
  EXPECT_DOUBLE_EQ(metric_result(Precision{}, labels, prediction), 2 / 3.0);
  EXPECT_DOUBLE_EQ(metric_result(Precision{.class_id = 1}, labels, prediction), 1 / 2.0);
  EXPECT_EQ(metric_result(Precision{.class_id = 0}, labels, prediction), 0);
  EXPECT_THROW(metric_result(Precision{.class_id = 3}, labels, prediction), InvalidArgument);
}

}  // namespace
}  // namespace occam::metrics

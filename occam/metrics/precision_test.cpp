#include "occam/metrics/precision.h"

#include <gtest/gtest.h>

#include "tests/experiment/metric_result.h"

namespace occam::metrics {
namespace {

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

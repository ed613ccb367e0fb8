#include "occam/metrics/recall_at_precision.h"

#include <gtest/gtest.h>

#include "tests/experiment/metric_result.h"

namespace occam::metrics {
namespace {

using experiments::metric_result;

// By prediction: 1, 1, 0, 1, 0, 0.
const Array kPrediction({6, 1}, std::vector<float>{0.3f, 0.9f, 0.62f, 0.8f, 0.52f, 0.1f});
const Array kTarget({6, 1}, std::vector<float>{0, 1, 0, 1, 1, 0});

TEST(RecallAtPrecision, IsTheBestThatKeepsIt) {
  EXPECT_DOUBLE_EQ(metric_result(RecallAtPrecision{.precision = 1}, kTarget, kPrediction), 2 / 3.0);
  EXPECT_DOUBLE_EQ(metric_result(RecallAtPrecision{.precision = 0.75}, kTarget, kPrediction), 1);
}

TEST(RecallAtPrecision, IsZeroWhereNoneKeepsIt) {
  const Array prediction({2, 1}, std::vector<float>{0.2f, 0.9f}),
      target({2, 1}, std::vector<float>{1, 0});
  EXPECT_EQ(metric_result(RecallAtPrecision{.precision = 0.8}, target, prediction), 0);
}

}  // namespace
}  // namespace occam::metrics

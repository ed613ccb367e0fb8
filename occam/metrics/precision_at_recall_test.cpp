#include "occam/metrics/precision_at_recall.h"

#include <gtest/gtest.h>

#include "tests/experiment/metric_result.h"

namespace occam::metrics {
namespace {

using experiments::metric_result;

// By prediction: 1, 1, 0, 1, 0, 0.
const Array kPrediction({6, 1}, std::vector<float>{0.3f, 0.9f, 0.62f, 0.8f, 0.52f, 0.1f});
const Array kTarget({6, 1}, std::vector<float>{0, 1, 0, 1, 1, 0});

TEST(PrecisionAtRecall, IsTheBestThatKeepsIt) {
  EXPECT_DOUBLE_EQ(metric_result(PrecisionAtRecall{.recall = 1}, kTarget, kPrediction), 3 / 4.0);
  EXPECT_DOUBLE_EQ(metric_result(PrecisionAtRecall{.recall = 0.6}, kTarget, kPrediction), 1);
}

}  // namespace
}  // namespace occam::metrics

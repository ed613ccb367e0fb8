#include "occam/metrics/false_positives.h"

#include <gtest/gtest.h>

#include "tests/experiment/metric_result.h"

namespace occam::metrics {
namespace {

using experiments::metric_result;

const Array kPrediction({5, 1}, std::vector<float>{0.9f, 0.5f, 0.6f, 0.2f, 0.3f});
const Array kTarget({5, 1}, std::vector<float>{1, 1, 0, 1, 0});

TEST(FalsePositives, AreCounted) {
  EXPECT_EQ(metric_result(FalsePositives{}, kTarget, kPrediction), 1);
  EXPECT_EQ(metric_result(FalsePositives{.thresholds = 0.1}, kTarget, kPrediction), 2);
  const Array weights({5}, std::vector<float>{2, 1, 5, 0.5f, 3});
  EXPECT_EQ(metric_result(FalsePositives{}, kTarget, kPrediction, weights), 5);
  EXPECT_EQ(metric_result(FalsePositives{.thresholds = {0.1, 0.5}}, kTarget, kPrediction), 2);
}

TEST(FalsePositives, RefusesThresholdsThatAreNone) {
  EXPECT_THROW(Metric(FalsePositives{.thresholds = {0.2, 1.5}}), InvalidArgument);
  EXPECT_THROW(Metric(FalsePositives{.thresholds = Numbers(std::vector<double>())}),
               InvalidArgument);
}

}  // namespace
}  // namespace occam::metrics

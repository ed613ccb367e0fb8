#include "occam/metrics/true_negatives.h"

#include <gtest/gtest.h>

#include "tests/experiment/metric_result.h"

namespace occam::metrics {
namespace {

using experiments::metric_result;

const Array kPrediction({5, 1}, std::vector<float>{0.9f, 0.5f, 0.6f, 0.2f, 0.3f});
const Array kTarget({5, 1}, std::vector<float>{1, 1, 0, 1, 0});

TEST(TrueNegatives, AreCounted) {
  EXPECT_EQ(metric_result(TrueNegatives{}, kTarget, kPrediction), 1);
  EXPECT_EQ(metric_result(TrueNegatives{.thresholds = 0.1}, kTarget, kPrediction), 0);
  const Array weights({5}, std::vector<float>{2, 1, 5, 0.5f, 3});
  EXPECT_EQ(metric_result(TrueNegatives{}, kTarget, kPrediction, weights), 3);
  EXPECT_EQ(metric_result(TrueNegatives{.thresholds = {0.1, 0.5}}, kTarget, kPrediction), 0);
}

TEST(TrueNegatives, RefusesThresholdsThatAreNone) {
  EXPECT_THROW(Metric(TrueNegatives{.thresholds = {0.2, 1.5}}), InvalidArgument);
  EXPECT_THROW(Metric(TrueNegatives{.thresholds = Numbers(std::vector<double>())}),
               InvalidArgument);
}

}  // namespace
}  // namespace occam::metrics

#include "occam/metrics/specificity_at_sensitivity.h"

#include <gtest/gtest.h>

#include "tests/experiment/metric_result.h"

namespace occam::metrics {
namespace {

using experiments::metric_result;

// By prediction: 1, 1, 0, 1, 0, 0.
const Array kPrediction({6, 1}, std::vector<float>{0.3f, 0.9f, 0.62f, 0.8f, 0.52f, 0.1f});
const Array kTarget({6, 1}, std::vector<float>{0, 1, 0, 1, 1, 0});

TEST(SpecificityAtSensitivity, IsTheBestThatKeepsIt) {
  EXPECT_DOUBLE_EQ(metric_result(SpecificityAtSensitivity{.sensitivity = 1}, kTarget, kPrediction),
                   2 / 3.0);
  EXPECT_DOUBLE_EQ(
      metric_result(SpecificityAtSensitivity{.sensitivity = 0.6}, kTarget, kPrediction), 1);
}

}  // namespace
}  // namespace occam::metrics

#include "occam/metrics/root_mean_squared_error.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/experiment/metric_result.h"

namespace occam::metrics {
namespace {

using experiments::metric_result;

const Array kPrediction({2, 2}, std::vector<float>{1, -2, 0.5f, 4});
const Array kTarget({2, 2}, std::vector<float>{3, -2.5f, 0.5f, 1});

// Squared errors 4, 0.25; 0, 9.
TEST(RootMeanSquaredError, IsTheRootOfTheMeanOverAll) {
  EXPECT_DOUBLE_EQ(metric_result(RootMeanSquaredError{}, kTarget, kPrediction),
                   std::sqrt(13.25 / 4));
  EXPECT_DOUBLE_EQ(metric_result(RootMeanSquaredError{.unit = 20}, kTarget, kPrediction),
                   20 * std::sqrt(13.25 / 4));
  EXPECT_THROW(Metric(RootMeanSquaredError{.unit = 0}), InvalidArgument);
}

TEST(RootMeanSquaredError, WeighsSamples) {
  EXPECT_DOUBLE_EQ(metric_result(RootMeanSquaredError{}, kTarget, kPrediction,
                                 Array({2}, std::vector<float>{4, 1})),
                   std::sqrt((4 * 4.25 + 9) / 10));
  EXPECT_EQ(metric_result(RootMeanSquaredError{}, kTarget, kPrediction,
                          Array({2}, std::vector<float>{0, 0})),
            0);
}

}  // namespace
}  // namespace occam::metrics

#include "occam/metrics/recall.h"

#include <gtest/gtest.h>

#include "tests/experiment/metric_result.h"

namespace occam::metrics {
namespace {

using experiments::metric_result;

TEST(Recall, IsTheShareOfPositivesFound) {
  const Array prediction({4, 1}, std::vector<float>{0.9f, 0.5f, 0.6f, 0.2f});
  const Array target({4, 1}, std::vector<float>{1, 1, 0, 1});
  EXPECT_DOUBLE_EQ(metric_result(Recall{}, target, prediction), 1 / 3.0);
  EXPECT_DOUBLE_EQ(metric_result(Recall{.thresholds = 0.3}, target, prediction), 2 / 3.0);
  EXPECT_DOUBLE_EQ(
      metric_result(Recall{}, target, prediction, Array({4}, std::vector<float>{2, 1, 5, 1})),
      2 / 4.0);
}

TEST(Recall, WithoutPositivesIsZero) {
  EXPECT_EQ(metric_result(Recall{}, Array({2, 1}, std::vector<float>{0, 0}),
                          Array({2, 1}, std::vector<float>{0.9f, 0.1f})),
            0);
}

}  // namespace
}  // namespace occam::metrics

#include "occam/metrics/r2_score.h"

#include <gtest/gtest.h>

#include "tests/experiment/metric_result.h"

namespace occam::metrics {
namespace {

using experiments::metric_numbers;
using experiments::metric_result;

Array column(std::vector<float> values) {
  return Array({static_cast<std::int64_t>(values.size()), 1}, std::move(values));
}

// scikit-learn's example: r2_score([3, -0.5, 2, 7], [2.5, 0.0, 2, 8]) = 0.948...
TEST(R2Score, IsTheShareOfVarianceExplained) {
  EXPECT_NEAR(metric_result(R2Score{}, column({3, -0.5f, 2, 7}), column({2.5f, 0, 2, 8})),
              0.9486081370449679, 1e-7);
  EXPECT_NEAR(metric_result(R2Score{.num_regressors = 2}, column({3, -0.5f, 2, 7}),
                            column({2.5f, 0, 2, 8})),
              1 - (1 - 0.9486081370449679) * 3, 1e-7);
}

// Two outputs with R2 0.75 (variance sum 8, errors 2) and -1 (2, 4).
TEST(R2Score, AveragesOutputs) {
  const Array target({2, 2}, std::vector<float>{1, 0, 5, 2});
  const Array prediction({2, 2}, std::vector<float>{2, -1.41421356f, 4, 3.41421356f});
  EXPECT_NEAR(metric_result(R2Score{}, target, prediction), (0.75 - 1) / 2, 1e-6);
  EXPECT_NEAR(
      metric_result(R2Score{.class_aggregation = "variance_weighted_average"}, target, prediction),
      (8 * 0.75 - 2) / 10, 1e-6);
}

// 1e6 + {0, 1, 3}: in float32 the sum of squares alone would round by 1e5.
TEST(R2Score, HoldsFarFromZero) {
  EXPECT_NEAR(metric_result(R2Score{}, column({1e6f, 1e6f + 1, 1e6f + 3}),
                            column({1e6f, 1e6f + 2, 1e6f + 3})),
              1 - 1 / (14.0 / 3), 1e-6);
}

TEST(R2Score, OfEqualTargetsIsZeroUnlessTheyAreMet) {
  EXPECT_EQ(metric_result(R2Score{}, column({2, 2}), column({2, 3})), 0);
  EXPECT_EQ(metric_result(R2Score{}, column({2, 2}), column({2, 2})), 1);
}

// sklearn.metrics.r2_score(y, p, sample_weight=[1, 0, 3, 2]) of the first example.
TEST(R2Score, WeighsSamples) {
  const double mean = (3 + 3 * 2 + 2 * 7) / 6.0;
  const double total =
      (3 - mean) * (3 - mean) + 3 * (2 - mean) * (2 - mean) + 2 * (7 - mean) * (7 - mean);
  EXPECT_NEAR(metric_result(R2Score{}, column({3, -0.5f, 2, 7}), column({2.5f, 0, 2, 8}),
                            Array({4}, std::vector<float>{1, 0, 3, 2})),
              1 - (0.25 + 2) / total, 1e-6);
}

// Targets 1, 3, 5 with one error of 1, and an output that is met exactly.
TEST(R2Score, WithoutAnAggregationIsANumberAnOutput) {
  const Array target({3, 2}, std::vector<float>{1, 4, 3, 5, 5, 9});
  const Array prediction({3, 2}, std::vector<float>{1, 4, 4, 5, 5, 9});
  const Metric metric = R2Score{.class_aggregation = MaybeText()};
  EXPECT_EQ(metric_numbers(metric, target, prediction), (std::vector<double>{1 - 1 / 8.0, 1}));
  EXPECT_EQ(metric.numbers({3, 2}), 2);
  EXPECT_THROW(Metric(R2Score{.class_aggregation = "no such"}), InvalidArgument);
}

}  // namespace
}  // namespace occam::metrics

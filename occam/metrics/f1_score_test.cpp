#include "occam/metrics/f1_score.h"

#include <gtest/gtest.h>

#include "tests/experiment/metric_result.h"

namespace occam::metrics {
namespace {

using experiments::metric_numbers;
using experiments::metric_result;

// Predicted classes 1, 1, 2, 0 of the labels 1, 0, 2, 0: F1 of 0, 1, 2 is 2/3, 2/3, 1.
const Array kPrediction({4, 3}, std::vector<float>{.1f, .8f, .1f, .2f, .7f, .1f, .1f, .3f, .6f, .5f,
                                                   .4f, .1f});
const Array kLabels({4}, std::vector<float>{1, 0, 2, 0});

TEST(F1Score, AveragesClasses) {
  EXPECT_DOUBLE_EQ(metric_result(F1Score{}, kLabels, kPrediction), (2 / 3.0 + 2 / 3.0 + 1) / 3);
  EXPECT_DOUBLE_EQ(metric_result(F1Score{.average = "weighted"}, kLabels, kPrediction),
                   (2 * 2 / 3.0 + 2 / 3.0 + 1) / 4);
  EXPECT_DOUBLE_EQ(metric_result(F1Score{.average = "micro"}, kLabels, kPrediction), 3 / 4.0);
}

TEST(F1Score, WithoutAnAverageIsANumberAClass) {
  const Metric metric = F1Score{.average = MaybeText()};
  EXPECT_EQ(metric_numbers(metric, kLabels, kPrediction),
            (std::vector<double>{2 / 3.0, 2 / 3.0, 1}));
  EXPECT_EQ(metric.numbers({4, 1}), 1);
  EXPECT_EQ(Metric(F1Score{}).numbers({4, 3}), std::nullopt);
  EXPECT_THROW(Metric(F1Score{.average = "no such average"}), InvalidArgument);
}

// Of one output Keras takes the largest too, which is always that one: all rows positive.
TEST(F1Score, OfOneOutputIsAtHalf) {
  const Array prediction({4, 1}, std::vector<float>{0.9f, 0.5f, 0.6f, 0.2f});
  const Array target({4, 1}, std::vector<float>{1, 1, 0, 1});
  EXPECT_DOUBLE_EQ(metric_result(F1Score{}, target, prediction), 2 * 1 / 5.0);
  EXPECT_DOUBLE_EQ(metric_result(F1Score{.threshold = 0.1}, target, prediction), 2 * 3 / 7.0);
}

}  // namespace
}  // namespace occam::metrics

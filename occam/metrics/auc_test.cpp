#include "occam/metrics/auc.h"

#include <gtest/gtest.h>

#include "occam/metrics/metric.h"
#include "tests/experiment/metric_result.h"

namespace occam::metrics {
namespace {

using experiments::metric_result;

const Array kPrediction({4, 1}, std::vector<float>{0.1f, 0.4f, 0.35f, 0.8f});
const Array kTarget({4, 1}, std::vector<float>{0, 0, 1, 1});

// roc_auc_score([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) = 0.75, scikit-learn's example.
TEST(AUC, IsTheShareOfPairsInOrder) {
  EXPECT_NEAR(metric_result(AUC{}, kTarget, kPrediction), 0.75, 1e-12);
  EXPECT_NEAR(
      metric_result(AUC{}, kTarget, kPrediction, Array({4}, std::vector<float>{3, 1, 1, 2})),
      1 - 1 / 12.0, 1e-12);
}

TEST(AUC, OfLogitsIsThatOfTheirOrder) {
  const Array logits({4, 1}, std::vector<float>{-3, 0.4f, -0.35f, 5});
  EXPECT_NEAR(metric_result(AUC{.from_logits = true}, kTarget, logits), 0.75, 1e-12);
}

TEST(AUC, CountsWhatLiesBelowTheFirstAndAboveTheLastThreshold) {
  const Array prediction({4, 1}, std::vector<float>{0, 1, 0, 1});
  EXPECT_NEAR(metric_result(AUC{.num_thresholds = 2}, kTarget, prediction), 0.5, 1e-12);
  EXPECT_NEAR(metric_result(AUC{}, Array({4, 1}, std::vector<float>{0, 1, 0, 1}), prediction), 1,
              1e-12);
}

// Rows 0 and 1 are negative, 2 and 3 positive. Column 0 as above, 0.75; of column 1 one of four
// pairs is in order, 0.25; of all pooled nine of 16.
TEST(AUC, OfSeveralLabelsIsTheMeanOfTheirs) {
  const Array prediction({4, 2},
                         std::vector<float>{0.1f, 0.9f, 0.4f, 0.3f, 0.35f, 0.2f, 0.8f, 0.6f});
  const Array target({4, 2}, std::vector<float>{0, 0, 0, 0, 1, 1, 1, 1});
  EXPECT_NEAR(metric_result(AUC{.multi_label = true}, target, prediction), 0.5, 1e-12);
  EXPECT_NEAR(metric_result(AUC{}, target, prediction), 9.0 / 16, 1e-12);
}

// Above 0.5 lies one of two positives and none of two negatives; between 0.2 and 0.5 one of each.
TEST(AUC, OfThresholdsThatAreGiven) {
  EXPECT_NEAR(metric_result(AUC{.thresholds = {0.5, 0.2}}, kTarget, kPrediction), 0.875, 1e-12);
  EXPECT_THROW(Metric(AUC{.thresholds = {0.5, 1.5}}), InvalidArgument);
}

TEST(AUC, OutputsMayCountDifferently) {
  const Array prediction({4, 2},
                         std::vector<float>{0.1f, 0.9f, 0.4f, 0.3f, 0.35f, 0.2f, 0.8f, 0.6f});
  const Array target({4, 2}, std::vector<float>{0, 0, 0, 0, 1, 1, 1, 1});
  EXPECT_NEAR(metric_result(AUC{.multi_label = true, .label_weights = {3, 1}}, target, prediction),
              (3 * 0.75 + 0.25) / 4, 1e-12);
  EXPECT_NEAR(metric_result(AUC{.label_weights = {1, 0}}, target, prediction), 0.75, 1e-12);
  EXPECT_THROW(metric_result(AUC{.label_weights = {1}}, target, prediction), InvalidArgument);
}

TEST(AUC, OfOneClassOnlyIsZero) {
  EXPECT_EQ(metric_result(AUC{}, Array({4, 1}, std::vector<float>{1, 1, 1, 1}), kPrediction), 0);
  EXPECT_EQ(
      metric_result(AUC{.curve = "PR"}, Array({4, 1}, std::vector<float>{0, 0, 0, 0}), kPrediction),
      0);
}

}  // namespace
}  // namespace occam::metrics

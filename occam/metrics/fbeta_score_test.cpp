#include "occam/metrics/fbeta_score.h"

#include <gtest/gtest.h>

#include "tests/experiment/metric_result.h"

namespace occam::metrics {
namespace {

using experiments::metric_numbers;
using experiments::metric_result;

// The example of Keras's documentation.
const Array kThreeLabels({3, 3}, std::vector<float>{1, 1, 1, 1, 0, 0, 1, 1, 0});
const Array kThreeGuesses({3, 3}, std::vector<float>{.2f, .6f, .7f, .2f, .6f, .6f, .6f, .8f, .0f});

TEST(FBetaScore, WeighsRecallByBeta) {
  const Metric metric = FBetaScore{.average = MaybeText(), .beta = 2.0, .threshold = 0.5};
  const std::vector<double> numbers = metric_numbers(metric, kThreeLabels, kThreeGuesses);
  ASSERT_EQ(numbers.size(), 3u);
  EXPECT_NEAR(numbers[0], 0.3846154, 1e-7);
  EXPECT_NEAR(numbers[1], 0.90909094, 1e-7);
  EXPECT_NEAR(numbers[2], 0.8333334, 1e-7);
  EXPECT_NEAR(metric_result(FBetaScore{.beta = 2.0, .threshold = 0.5}, kThreeLabels, kThreeGuesses),
              (0.3846154 + 0.90909094 + 0.8333334) / 3, 1e-7);
}

TEST(FBetaScore, RefusesWhatKerasRefuses) {
  EXPECT_THROW(Metric(FBetaScore{.beta = 0.0}), InvalidArgument);
  EXPECT_THROW(Metric(FBetaScore{.beta = -1.0}), InvalidArgument);
  EXPECT_THROW(Metric(FBetaScore{.average = "no such average"}), InvalidArgument);
}

}  // namespace
}  // namespace occam::metrics

#include "occam/metrics/binary_crossentropy.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/experiment/metric_result.h"

namespace occam::metrics {
namespace {

using experiments::metric_result;

const Array kTarget({2, 1}, std::vector<float>{1, 0});

TEST(BinaryCrossentropyMetric, IsTheMeanOfMinusTheLogarithms) {
  const Array prediction({2, 1}, std::vector<float>{0.75f, 0.5f});
  EXPECT_NEAR(metric_result(BinaryCrossentropy{}, kTarget, prediction),
              -(std::log(0.75) + std::log(0.5)) / 2, 1e-6);
  EXPECT_NEAR(metric_result(BinaryCrossentropy{}, kTarget, prediction,
                            Array({2}, std::vector<float>{1, 3})),
              -(std::log(0.75) + 3 * std::log(0.5)) / 4, 1e-6);
}

// Targets 0.9 and 0.1 with label_smoothing 0.2; of logits x: log(1 + e^x) - t x.
TEST(BinaryCrossentropyMetric, OfLogitsAndSmoothedTargets) {
  const Array logits({2, 1}, std::vector<float>{2, -1});
  const double a = std::log1p(std::exp(2.0)), b = std::log1p(std::exp(-1.0));
  EXPECT_NEAR(metric_result(BinaryCrossentropy{.from_logits = true}, kTarget, logits),
              (a - 2 + b) / 2, 1e-6);
  EXPECT_NEAR(metric_result(BinaryCrossentropy{.from_logits = true, .label_smoothing = 0.2},
                            kTarget, logits),
              (a - 0.9 * 2 + b + 0.1) / 2, 1e-6);
}

}  // namespace
}  // namespace occam::metrics

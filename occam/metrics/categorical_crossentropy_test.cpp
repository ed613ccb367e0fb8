#include "occam/metrics/categorical_crossentropy.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/experiment/metric_result.h"

namespace occam::metrics {
namespace {

using experiments::metric_result;

// Keras's example: targets 1 and 2 of three classes, 1.177.
TEST(CategoricalCrossentropyMetric, IsTheMeanOfMinusTheLogarithms) {
  const Array target({2, 3}, std::vector<float>{0, 1, 0, 0, 0, 1});
  const Array prediction({2, 3}, std::vector<float>{0.05f, 0.95f, 0, 0.1f, 0.8f, 0.1f});
  EXPECT_NEAR(metric_result(CategoricalCrossentropy{}, target, prediction),
              -(std::log(0.95) + std::log(0.1)) / 2, 1e-6);
  EXPECT_NEAR(metric_result(CategoricalCrossentropy{}, target, prediction,
                            Array({2}, std::vector<float>{0.3f, 0.7f})),
              -(0.3 * std::log(0.95) + 0.7 * std::log(0.1)), 1e-6);
}

// Targets 0.1 and 0.9 with label_smoothing 0.2; of logits x: log of the sum of e^x, minus t x.
TEST(CategoricalCrossentropyMetric, OfLogitsAndSmoothedTargets) {
  const Array target({1, 2}, std::vector<float>{0, 1}), logits({1, 2}, std::vector<float>{1, 3});
  const double sum = std::log(std::exp(1.0) + std::exp(3.0));
  EXPECT_NEAR(metric_result(CategoricalCrossentropy{.from_logits = true, .label_smoothing = 0.2},
                            target, logits),
              sum - 0.1 * 1 - 0.9 * 3, 1e-6);
}

}  // namespace
}  // namespace occam::metrics

#include "occam/metrics/sparse_categorical_crossentropy.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/experiment/metric_result.h"

namespace occam::metrics {
namespace {

using experiments::metric_result;

// Keras's example: labels 1 and 2, 1.177; the logarithms are taken as logits.
TEST(SparseCategoricalCrossentropyMetric, IsTheMeanOfMinusTheLogarithms) {
  const Array target({2}, std::vector<float>{1, 2});
  const Array prediction({2, 3}, std::vector<float>{0.05f, 0.95f, 0, 0.1f, 0.8f, 0.1f});
  EXPECT_NEAR(metric_result(SparseCategoricalCrossentropy{}, target, prediction),
              -(std::log(0.95) + std::log(0.1)) / 2, 1e-6);
}

TEST(SparseCategoricalCrossentropyMetric, OfLogits) {
  const Array target({1}, std::vector<float>{1}), logits({1, 2}, std::vector<float>{1, 3});
  EXPECT_NEAR(metric_result(SparseCategoricalCrossentropy{.from_logits = true}, target, logits),
              std::log(std::exp(1.0) + std::exp(3.0)) - 3, 1e-6);
}

}  // namespace
}  // namespace occam::metrics

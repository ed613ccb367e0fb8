#include "occam/losses/binary_crossentropy.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/losses/loss.h"
#include "tests/experiment/per_sample.h"

namespace occam::losses {
namespace {

using experiments::per_sample;

TEST(BinaryCrossentropy, OfProbabilitiesAndOfLogits) {
  const Array target({3, 1}, std::vector<float>{1, 0, 1});
  const auto of_p =
      per_sample(BinaryCrossentropy{}, target, Array({3, 1}, std::vector<float>{0.8f, 0.3f, 0.1f}));
  EXPECT_NEAR(of_p[0], -std::log(0.8), 1e-6);
  EXPECT_NEAR(of_p[1], -std::log(0.7), 1e-6);
  EXPECT_NEAR(of_p[2], -std::log(0.1), 1e-6);
  const auto of_x = per_sample(BinaryCrossentropy{.from_logits = true}, target,
                               Array({3, 1}, std::vector<float>{1.5f, -200, -200}));
  EXPECT_NEAR(of_x[0], std::log(1 + std::exp(-1.5)), 1e-6);
  EXPECT_EQ(of_x[1], 0.0f);
  EXPECT_EQ(of_x[2], 200.0f);
}

// Smoothing 0.2 makes 1 to 0.9 and 0 to 0.1.
TEST(BinaryCrossentropy, SmoothsLabels) {
  const auto value = per_sample(BinaryCrossentropy{.label_smoothing = 0.2},
                                Array({1, 2}, std::vector<float>{1, 0}),
                                Array({1, 2}, std::vector<float>{0.8f, 0.3f}));
  const double expected =
      -(0.9 * std::log(0.8) + 0.1 * std::log(0.2) + 0.1 * std::log(0.3) + 0.9 * std::log(0.7)) / 2;
  EXPECT_NEAR(value[0], expected, 1e-6);
}

}  // namespace
}  // namespace occam::losses

#include "occam/losses/binary_focal_crossentropy.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/losses/loss.h"
#include "tests/experiment/per_sample.h"

namespace occam::losses {
namespace {

using experiments::per_sample;

const Array kTarget({2, 1}, std::vector<float>{1, 0});
const Array kPrediction({2, 1}, std::vector<float>{0.7f, 0.4f});

TEST(BinaryFocalCrossentropy, CountsWhatIsPredictedWellLess) {
  const auto values = per_sample(BinaryFocalCrossentropy{}, kTarget, kPrediction);
  EXPECT_NEAR(values[0], -0.09 * std::log(0.7), 1e-6);
  EXPECT_NEAR(values[1], -0.16 * std::log(0.6), 1e-6);
  const auto other = per_sample(BinaryFocalCrossentropy{.gamma = 1.3}, kTarget, kPrediction);
  EXPECT_NEAR(other[0], -std::pow(0.3, 1.3) * std::log(0.7), 1e-6);
}

TEST(BinaryFocalCrossentropy, WithGammaZeroItIsTheCrossentropy) {
  const auto values = per_sample(BinaryFocalCrossentropy{.gamma = 0}, kTarget, kPrediction);
  EXPECT_NEAR(values[0], -std::log(0.7), 1e-6);
  EXPECT_NEAR(values[1], -std::log(0.6), 1e-6);
}

TEST(BinaryFocalCrossentropy, BalancesClasses) {
  const BinaryFocalCrossentropy loss{.apply_class_balancing = true, .alpha = 0.3};
  const auto values = per_sample(loss, kTarget, kPrediction);
  EXPECT_NEAR(values[0], -0.3 * 0.09 * std::log(0.7), 1e-6);
  EXPECT_NEAR(values[1], -0.7 * 0.16 * std::log(0.6), 1e-6);
}

// A certain answer costs nothing, a certainly wrong one its logit.
TEST(BinaryFocalCrossentropy, OfLogitsThatAreLarge) {
  const Array logits({2, 1}, std::vector<float>{100, 100});
  const auto values =
      per_sample(BinaryFocalCrossentropy{.gamma = 1.5, .from_logits = true}, kTarget, logits);
  EXPECT_EQ(values[0], 0);
  EXPECT_FLOAT_EQ(values[1], 100);
}

}  // namespace
}  // namespace occam::losses

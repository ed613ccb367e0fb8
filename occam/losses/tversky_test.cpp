#include "occam/losses/tversky.h"

#include <gtest/gtest.h>

#include "occam/losses/dice.h"
#include "occam/losses/loss.h"
#include "tests/experiment/per_sample.h"

namespace occam::losses {
namespace {

using experiments::per_sample;

const Array kTarget({2, 3}, std::vector<float>{1, 0, 1, 1, 0, 0});
const Array kPrediction({2, 3}, std::vector<float>{0.75f, 0.5f, 0.25f, 1, 0, 0.5f});

// Rows: both 1 and 1, missed 1 and 0, false 0.5 and 0.5.
TEST(Tversky, WeighsWhatIsMissedAndWhatIsFalse) {
  const Tversky rows{.alpha = 0.3, .beta = 0.8, .axis = -1};
  const auto values = per_sample(rows, kTarget, kPrediction);
  EXPECT_NEAR(values[0], 1 - 1 / (1 + 0.3 * 1 + 0.8 * 0.5), 1e-6);
  EXPECT_NEAR(values[1], 1 - 1 / (1 + 0.8 * 0.5), 1e-6);
  const Tversky whole{.alpha = 0.3, .beta = 0.8};
  EXPECT_NEAR(per_sample(whole, kTarget, kPrediction)[1], 1 - 2 / (2 + 0.3 * 1 + 0.8 * 1), 1e-6);
}

TEST(Tversky, OfHalvesIsDice) {
  const auto values = per_sample(Tversky{.axis = -1}, kTarget, kPrediction);
  const auto dice = per_sample(Dice{.axis = -1}, kTarget, kPrediction);
  for (std::size_t i = 0; i < 2; ++i) EXPECT_NEAR(values[i], dice[i], 1e-6);
}

TEST(Tversky, RefusesNegativeWeights) {
  EXPECT_THROW(Loss(Tversky{.alpha = -0.1}), InvalidArgument);
  EXPECT_THROW(Loss(Tversky{.beta = -0.1}), InvalidArgument);
}

}  // namespace
}  // namespace occam::losses

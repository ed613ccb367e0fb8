#include "occam/losses/categorical_crossentropy.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/losses/loss.h"
#include "tests/experiment/per_sample.h"

namespace occam::losses {
namespace {

using experiments::per_sample;

TEST(CategoricalCrossentropy, OfProbabilitiesThatAreMadeToSumToOne) {
  const auto value =
      per_sample(CategoricalCrossentropy{}, Array({2, 3}, std::vector<float>{0, 1, 0, 0, 0, 1}),
                 Array({2, 3}, std::vector<float>{0.2f, 0.5f, 0.3f, 2, 1, 1}));
  EXPECT_NEAR(value[0], -std::log(0.5), 1e-6);
  EXPECT_NEAR(value[1], -std::log(0.25), 1e-6);
}

TEST(CategoricalCrossentropy, OfLogitsWithSmoothing) {
  const auto value = per_sample(
      CategoricalCrossentropy{.from_logits = true, .label_smoothing = 0.3},
      Array({1, 3}, std::vector<float>{1, 0, 0}), Array({1, 3}, std::vector<float>{2, 0, -1}));
  const double sum = std::exp(2.0) + 1 + std::exp(-1.0);
  // 1 and 0 become 0.8 and 0.1.
  EXPECT_NEAR(value[0], std::log(sum) - 0.8 * 2 - 0.1 * 0 + 0.1 * 1, 1e-6);
}

}  // namespace
}  // namespace occam::losses

#include "occam/losses/categorical_focal_crossentropy.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/losses/loss.h"
#include "tests/experiment/per_sample.h"

namespace occam::losses {
namespace {

using experiments::per_sample;

const Array kTarget({2, 3}, std::vector<float>{0, 1, 0, 1, 0, 0});
const Array kPrediction({2, 3}, std::vector<float>{0.1f, 0.7f, 0.2f, 0.5f, 0.2f, 0.3f});

TEST(CategoricalFocalCrossentropy, CountsWhatIsPredictedWellLess) {
  const auto values = per_sample(CategoricalFocalCrossentropy{}, kTarget, kPrediction);
  EXPECT_NEAR(values[0], -0.25 * 0.09 * std::log(0.7), 1e-6);
  EXPECT_NEAR(values[1], -0.25 * 0.25 * std::log(0.5), 1e-6);
}

TEST(CategoricalFocalCrossentropy, WeighsClassesByAlpha) {
  const CategoricalFocalCrossentropy loss{.alpha = {0.2, 0.5, 0.3}, .gamma = 1};
  const auto values = per_sample(loss, kTarget, kPrediction);
  EXPECT_NEAR(values[0], -0.5 * 0.3 * std::log(0.7), 1e-6);
  EXPECT_NEAR(values[1], -0.2 * 0.5 * std::log(0.5), 1e-6);
}

TEST(CategoricalFocalCrossentropy, RefusesAlphaThatIsNone) {
  EXPECT_THROW(per_sample(CategoricalFocalCrossentropy{.alpha = {0.2, 0.5}}, kTarget, kPrediction),
               InvalidArgument);
  EXPECT_THROW(Loss(CategoricalFocalCrossentropy{.alpha = {0.2, -0.5, 1}}), InvalidArgument);
}

// Logits of ln 1, ln 7, ln 2 are the first row's chances.
TEST(CategoricalFocalCrossentropy, OfLogits) {
  const Array target({1, 3}, std::vector<float>{0, 1, 0});
  const Array logits({1, 3}, std::vector<float>{0, 1.9459101f, 0.6931472f});
  const CategoricalFocalCrossentropy loss{.from_logits = true};
  EXPECT_NEAR(per_sample(loss, target, logits)[0], -0.25 * 0.09 * std::log(0.7), 1e-6);
}

}  // namespace
}  // namespace occam::losses

#include "occam/losses/categorical_generalized_cross_entropy.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/losses/loss.h"
#include "tests/experiment/per_sample.h"

namespace occam::losses {
namespace {

using experiments::per_sample;

const Array kTarget({2}, std::vector<float>{1, 0});
const Array kPrediction({2, 3}, std::vector<float>{0.1f, 0.7f, 0.2f, 0.5f, 0.2f, 0.3f});

TEST(CategoricalGeneralizedCrossEntropy, IsBetweenCrossEntropyAndAbsoluteError) {
  const CategoricalGeneralizedCrossEntropy third{.q = 0.3};
  const auto values = per_sample(third, kTarget, kPrediction);
  EXPECT_NEAR(values[0], (1 - std::pow(0.7, 0.3)) / 0.3, 1e-6);
  EXPECT_NEAR(values[1], (1 - std::pow(0.5, 0.3)) / 0.3, 1e-6);
  const CategoricalGeneralizedCrossEntropy low{.q = 1e-3}, high{.q = 0.999};
  EXPECT_NEAR(per_sample(low, kTarget, kPrediction)[0], -std::log(0.7), 1e-3);
  EXPECT_NEAR(per_sample(high, kTarget, kPrediction)[0], 1 - 0.7, 1e-3);
}

// The largest that it can be.
TEST(CategoricalGeneralizedCrossEntropy, OfAClassWithoutAChance) {
  const Array prediction({2, 3}, std::vector<float>{0.5f, 0, 0.5f, 1, 0, 0});
  const auto values = per_sample(CategoricalGeneralizedCrossEntropy{.q = 0.4}, kTarget, prediction);
  EXPECT_NEAR(values[0], 1 / 0.4, 1e-6);
  EXPECT_EQ(values[1], 0);
}

TEST(CategoricalGeneralizedCrossEntropy, RefusesBounds) {
  EXPECT_THROW(Loss(CategoricalGeneralizedCrossEntropy{.q = 0}), InvalidArgument);
  EXPECT_THROW(Loss(CategoricalGeneralizedCrossEntropy{.q = 1}), InvalidArgument);
}

}  // namespace
}  // namespace occam::losses

#include "occam/losses/cosine_similarity.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/losses/loss.h"
#include "tests/experiment/per_sample.h"

namespace occam::losses {
namespace {

using experiments::per_sample;

TEST(CosineSimilarity, IsTheCosineOfTheAngle) {
  const Array target({3, 2}, std::vector<float>{3, 4, 1, 0, 2, 1});
  const Array prediction({3, 2}, std::vector<float>{6, 8, 0, -5, -1, 3});
  const auto values = per_sample(CosineSimilarity{}, target, prediction);
  EXPECT_NEAR(values[0], -1, 1e-6);
  EXPECT_EQ(values[1], 0);
  EXPECT_NEAR(values[2], -1 / std::sqrt(50.0), 1e-6);
}

// Columns (3, 4) and (1, 0) of the target, (6, 8) and (0, 5) of the prediction.
TEST(CosineSimilarity, AlongAnotherAxis) {
  const Array target({1, 2, 2}, std::vector<float>{3, 1, 4, 0});
  const Array prediction({1, 2, 2}, std::vector<float>{6, 0, 8, 5});
  const auto columns = per_sample(CosineSimilarity{.axis = 1}, target, prediction);
  ASSERT_EQ(columns.size(), 2u);
  EXPECT_NEAR(columns[0], -1, 1e-6);
  EXPECT_EQ(columns[1], 0);
  const auto both = per_sample(CosineSimilarity{.axis = {1, 2}}, target, prediction);
  ASSERT_EQ(both.size(), 1u);
  EXPECT_NEAR(both[0], -50 / (std::sqrt(26.0) * std::sqrt(125.0)), 1e-6);
  EXPECT_THROW(Loss(CosineSimilarity{.axis = 0}), InvalidArgument);
  EXPECT_THROW(per_sample(CosineSimilarity{.axis = -3}, target, prediction), InvalidArgument);
}

TEST(CosineSimilarity, OfNothingIsNothing) {
  const Array target({1, 2}, std::vector<float>{0, 0});
  const Array prediction({1, 2}, std::vector<float>{1, 2});
  EXPECT_EQ(per_sample(CosineSimilarity{}, target, prediction)[0], 0);
  EXPECT_EQ(per_sample(CosineSimilarity{}, prediction, target)[0], 0);
}

}  // namespace
}  // namespace occam::losses

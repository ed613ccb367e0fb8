#include "occam/optimizers/adafactor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/experiment/optimizer_steps.h"

namespace occam::optimizers {
namespace {

using experiments::near;
using experiments::OptimizerSteps;
using ::testing::ElementsAre;

TEST(Adafactor, AVectorHasItsOwnMean) {
  OptimizerSteps steps;
  steps.weight("a", {2, -2});
  steps.compile(Adafactor{.learning_rate = 0.1});
  steps.step({{3, 4}});  // each by its size, times the weight's
  EXPECT_THAT(steps["a"], ElementsAre(near(1.8f), near(-2.2f)));
  steps.step({{0, 4}});
  EXPECT_THAT(steps["a"], ElementsAre(near(1.8f), near(-2.2f - 0.1f * 2.0099751f)));
  EXPECT_THAT(steps["optimizer/a/velocity"], ElementsAre(near(3.8308571f), near(16, 1e-5f)));
}

TEST(Adafactor, AMatrixHasAMeanARowAndAColumn) {
  OptimizerSteps steps;
  steps.weight("a", {0, 0, 0, 0, 0, 0}, {2, 3});
  steps.compile(Adafactor{.learning_rate = 0.1, .epsilon_2 = 0.5});
  steps.step({{1, -2, 3, 2, 4, -6}});  // squares of one rank: each by its size
  EXPECT_THAT(steps["a"], ElementsAre(near(-0.05f), near(0.05f), near(-0.05f), near(-0.05f),
                                      near(-0.05f), near(0.05f)));
  EXPECT_THAT(steps["optimizer/a/velocity_rows"],
              ElementsAre(near(14.f / 3, 1e-5f), near(56.f / 3, 1e-5f)));
  EXPECT_THAT(steps["optimizer/a/velocity_columns"],
              ElementsAre(near(2.5f), near(10, 1e-5f), near(22.5f, 1e-5f)));
  EXPECT_FALSE(steps.has("optimizer/a/velocity"));
}

TEST(Adafactor, AnyRankFactorsItsLastTwoAxes) {
  OptimizerSteps steps;
  steps.weight("a", std::vector<float>(12), {2, 1, 2, 3});
  steps.compile(Adafactor{.learning_rate = 0.1, .epsilon_2 = 1});
  steps.step({{1, -2, 3, 2, 4, -6, 5, 5, 5, 1, 1, 1}});
  const std::vector<float> weights = steps["a"];
  for (std::size_t i = 0; i < weights.size(); ++i)
    EXPECT_NEAR(std::abs(weights[i]), 0.1f, 1e-6f) << i;
  EXPECT_EQ(steps["optimizer/a/velocity_rows"].size(), 4u);
  EXPECT_EQ(steps["optimizer/a/velocity_columns"].size(), 6u);
}

// A dead input and a dead unit: Keras's r * c is 0 in float32, and its step NaN.
TEST(Adafactor, BearsARowAndAColumnWithoutGradients) {
  OptimizerSteps steps;
  steps.weight("a", {1, 1, 1, 1}, {2, 2});
  steps.compile(Adafactor{.learning_rate = 0.1});
  steps.step({{0, 0, 0, 5}});
  EXPECT_THAT(steps["a"], ElementsAre(1, 1, 1, near(0.9f)));
}

}  // namespace
}  // namespace occam::optimizers

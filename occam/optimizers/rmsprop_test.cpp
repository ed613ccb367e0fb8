#include "occam/optimizers/rmsprop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/experiment/optimizer_steps.h"

namespace occam::optimizers {
namespace {

using experiments::near;
using experiments::OptimizerSteps;
using ::testing::ElementsAre;

TEST(RMSprop, DividesByTheSizeOfTheGradient) {
  OptimizerSteps steps;
  steps.weight("a", {1});
  steps.compile(RMSprop{.learning_rate = 0.1, .rho = 0.8});
  steps.step({{2}});  // v = 0.2 * 4
  EXPECT_THAT(steps["a"], ElementsAre(near(1 - 0.2236068f)));
  steps.step({{-1}});  // v = 0.64 + 0.2
  EXPECT_THAT(steps["a"], ElementsAre(near(1 - 0.2236068f + 0.1091089f)));
}

TEST(RMSprop, MomentumTakesAShareOfTheLastStep) {
  OptimizerSteps steps;
  steps.weight("a", {1});
  steps.compile(RMSprop{.learning_rate = 0.1, .rho = 0.8, .momentum = 0.5});
  steps.step({{2}});
  steps.step({{-1}});
  EXPECT_THAT(steps["optimizer/a/momentum"], ElementsAre(near(0.5f * 0.2236068f - 0.1091089f)));
  EXPECT_THAT(steps["a"], ElementsAre(near(1 - 1.5f * 0.2236068f + 0.1091089f)));
}

TEST(RMSprop, WithoutMomentumHasNoMemoryOfIt) {
  OptimizerSteps steps;
  Optimizer(RMSprop{}).declare(steps.scope("optimizer"));
  steps.weight("a", {1});
  steps.compile(RMSprop{});
  EXPECT_FALSE(steps.has("optimizer/momentum"));
  EXPECT_FALSE(steps.has("optimizer/a/momentum"));
  EXPECT_TRUE(steps.has("optimizer/rho"));
  OptimizerSteps with;
  Optimizer(RMSprop{.momentum = 0.5}).declare(with.scope("optimizer"));
  EXPECT_TRUE(with.has("optimizer/momentum"));
}

TEST(RMSprop, CenteredDividesByTheDeviation) {
  OptimizerSteps steps;
  steps.weight("a", {1});
  steps.compile(RMSprop{.learning_rate = 0.1, .rho = 0.8, .centered = true});
  steps.step({{2}});  // 0.8 - 0.4^2
  EXPECT_THAT(steps["a"], ElementsAre(near(1 - 0.25f)));
}

// Keras's variance of a gradient that does not change is rounding error, below 0 in the end.
TEST(RMSprop, CenteredBearsAConstantGradient) {
  OptimizerSteps steps;
  steps.weight("a", {1, 1, 1});
  steps.compile(RMSprop{.rho = 0.9, .centered = true});
  for (int i = 0; i < 400; ++i) steps.step({{30, 3.3f, -777}});
  for (const float weight : steps["a"]) EXPECT_TRUE(std::isfinite(weight));
}

}  // namespace
}  // namespace occam::optimizers

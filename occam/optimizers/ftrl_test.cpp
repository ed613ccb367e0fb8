#include "occam/optimizers/ftrl.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/experiment/optimizer_steps.h"

namespace occam::optimizers {
namespace {

using experiments::near;
using experiments::OptimizerSteps;
using ::testing::ElementsAre;

TEST(Ftrl, IsExactlyZeroWithinL1) {
  OptimizerSteps steps;
  steps.weight("a", {0, 0});
  steps.compile(Ftrl{
      .learning_rate = 0.1, .initial_accumulator_value = 0, .l1_regularization_strength = 0.5});
  steps.step({{2, 0.25f}});  // z = 2: (0.5 - 2) / (2 / 0.1)
  EXPECT_THAT(steps["a"], ElementsAre(near(-0.075f), 0));
  steps.step({{-1.6f, 0.125f}});  // z = 0.4 + 5.612497 * 0.075, by 25.612497
  EXPECT_THAT(steps["a"], ElementsAre(near(-0.0125305f), 0));
  steps.step({{-0.7f, -0.5f}});
  EXPECT_THAT(steps["a"], ElementsAre(0, 0));
}

// The smallest powers are worked out by other operations than the standard one.
TEST(Ftrl, AnyPowerOfTheSum) {
  OptimizerSteps steps;
  steps.weight("a", {0, 1});
  steps.compile(
      Ftrl{.learning_rate = 0.1, .learning_rate_power = 0, .initial_accumulator_value = 0});
  steps.step({{2, 0}});  // 0^0 is 1: a step of 0.1 * g
  EXPECT_THAT(steps["a"], ElementsAre(near(-0.2f), 0));
}

}  // namespace
}  // namespace occam::optimizers

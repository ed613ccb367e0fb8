#include "occam/optimizers/adamax.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/experiment/optimizer_steps.h"

namespace occam::optimizers {
namespace {

using experiments::near;
using experiments::OptimizerSteps;
using ::testing::ElementsAre;

TEST(Adamax, DividesByTheLargestGradient) {
  OptimizerSteps steps;
  steps.weight("a", {1});
  steps.compile(Adamax{.learning_rate = 0.1, .beta_1 = 0.5, .beta_2 = 0.75});
  steps.step({{2}});  // m = 1, u = 2, m / (0.5 * 2)
  EXPECT_THAT(steps["a"], ElementsAre(near(0.9f)));
  steps.step({{1}});  // m = 1, u = 1.5, m / (0.75 * 1.5)
  EXPECT_THAT(steps["a"], ElementsAre(near(0.9f - 0.0888889f)));
  EXPECT_THAT(steps["optimizer/a/norm"], ElementsAre(near(1.5f)));
}

}  // namespace
}  // namespace occam::optimizers

#include "occam/optimizers/lamb.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/experiment/optimizer_steps.h"

namespace occam::optimizers {
namespace {

using experiments::near;
using experiments::OptimizerSteps;
using ::testing::ElementsAre;

TEST(Lamb, StepsAsFarAsTheWeightIsLong) {
  OptimizerSteps steps;
  steps.weight("a", {3, 4});
  steps.weight("zero", {0, 0});
  steps.weight("still", {3, 4});
  steps.compile(Lamb{.learning_rate = 0.1});
  steps.step({{2, -2}, {2, -2}, {0, 0}});  // Adam's first step is (1, -1); 5 / sqrt(2) times that
  EXPECT_THAT(steps["a"], ElementsAre(near(3 - 0.3535534f, 3e-6f), near(4 + 0.3535534f, 3e-6f)));
  EXPECT_THAT(steps["zero"], ElementsAre(near(-0.1f, 3e-6f), near(0.1f, 3e-6f)));
  EXPECT_THAT(steps["still"], ElementsAre(3, 4));
}

}  // namespace
}  // namespace occam::optimizers

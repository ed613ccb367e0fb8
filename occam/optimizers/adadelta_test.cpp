#include "occam/optimizers/adadelta.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/experiment/optimizer_steps.h"

namespace occam::optimizers {
namespace {

using experiments::near;
using experiments::OptimizerSteps;
using ::testing::ElementsAre;

TEST(Adadelta, StepsAsFarAsItsLastSteps) {
  OptimizerSteps steps;
  steps.weight("a", {1});
  steps.compile(Adadelta{.learning_rate = 0.5, .rho = 0.8, .epsilon = 0.01});
  steps.step({{2}});  // 0.1 * 2 / 0.9
  EXPECT_THAT(steps["a"], ElementsAre(near(1 - 0.1111111f)));
  EXPECT_THAT(steps["optimizer/a/accumulated_grad"], ElementsAre(near(0.8f)));
  EXPECT_THAT(steps["optimizer/a/accumulated_delta_var"], ElementsAre(near(0.0098765f)));
  steps.step({{0}});
  EXPECT_THAT(steps["a"], ElementsAre(near(1 - 0.1111111f)));
  EXPECT_THAT(steps["optimizer/a/accumulated_delta_var"], ElementsAre(near(0.0079012f)));
}

}  // namespace
}  // namespace occam::optimizers

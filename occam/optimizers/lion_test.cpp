#include "occam/optimizers/lion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/experiment/optimizer_steps.h"

namespace occam::optimizers {
namespace {

using experiments::near;
using experiments::OptimizerSteps;
using ::testing::ElementsAre;

TEST(Lion, GoesByTheSignOfAMeanThatItKeepsOtherwise) {
  OptimizerSteps steps;
  steps.weight("a", {1, 1});
  steps.compile(Lion{.learning_rate = 0.1, .beta_1 = 0.9, .beta_2 = 0.5});
  steps.step({{2, 0}});
  EXPECT_THAT(steps["a"], ElementsAre(near(0.9f), 1));
  steps.step({{-5, -5}});  // 0.9 * 1 - 0.5 and -0.5
  EXPECT_THAT(steps["a"], ElementsAre(near(0.8f), near(1.1f)));
  EXPECT_THAT(steps["optimizer/a/momentum"], ElementsAre(near(-2), near(-2.5f)));
}

}  // namespace
}  // namespace occam::optimizers

#include "occam/optimizers/adagrad.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/experiment/optimizer_steps.h"

namespace occam::optimizers {
namespace {

using experiments::near;
using experiments::OptimizerSteps;
using ::testing::ElementsAre;

TEST(Adagrad, DividesByTheSumOfSquares) {
  OptimizerSteps steps;
  steps.weight("a", {1, 1});
  steps.compile(Adagrad{.learning_rate = 0.1});
  steps.step({{2, 0}});
  EXPECT_THAT(steps["a"], ElementsAre(near(1 - 0.0987730f), 1));
  EXPECT_THAT(steps["optimizer/a/accumulator"], ElementsAre(near(4.1f), near(0.1f)));
  steps.step({{3, 0}});
  EXPECT_THAT(steps["a"], ElementsAre(near(1 - 0.0987730f - 0.0828868f), 1));
}

}  // namespace
}  // namespace occam::optimizers

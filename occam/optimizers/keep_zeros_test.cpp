#include "occam/optimizers/keep_zeros.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "occam/optimizers/adam.h"
#include "occam/regularizers/l1.h"
#include "tests/experiment/optimizer_steps.h"

namespace occam::optimizers {
namespace {

using experiments::near;
using experiments::OptimizerSteps;
using ::testing::ElementsAre;

TEST(KeepZeros, TrainsTheOthersAsItsOptimizerDoes) {
  OptimizerSteps steps;
  steps.weight("kernel", {0, 1, 0, -2}).regularizer = regularizers::L1{.l1 = 0.0};
  steps.weight("bias", {0, 1});
  steps.compile(KeepZeros{.optimizer = SGD{.learning_rate = 0.5, .momentum = 0.2}});
  steps.step({{1, 0.4f, -3, 0.2f}, {1, 0.4f}});
  EXPECT_THAT(steps["kernel"], ElementsAre(0, near(0.8f), 0, near(-2.1f)));
  EXPECT_THAT(steps["bias"], ElementsAre(near(-0.5f), near(0.8f)));
  steps.step({{1, 0, -3, 0}, {0, 0}});  // the memory of the momentum moves no zero either
  EXPECT_THAT(steps["kernel"], ElementsAre(0, near(0.76f), 0, near(-2.12f)));
  EXPECT_THAT(steps["bias"], ElementsAre(near(-0.6f), near(0.76f)));
}

// A weight that the penalty sets to 0 meanwhile stays there too.
TEST(KeepZeros, KeepsWhatItsPenaltySetsToZero) {
  OptimizerSteps steps;
  steps.weight("kernel", {0.3f, 2}).regularizer = regularizers::L1{.l1 = 1.0};
  steps.compile(KeepZeros{.optimizer = SGD{.learning_rate = 0.5}});
  steps.step({{0, 0}});
  EXPECT_THAT(steps["kernel"], ElementsAre(0, near(1.5f)));
  steps.step({{-9, 0}});
  EXPECT_THAT(steps["kernel"], ElementsAre(0, near(1)));
}

TEST(KeepZeros, TakesItsOptimizersOptionsAndIsDescribedWithIt) {
  OptimizerSteps steps;
  steps.weight("kernel", {0, 2}).regularizer = regularizers::L1{.l1 = 0.0};
  const Optimizer optimizer =
      KeepZeros{.optimizer = SGD{.learning_rate = 0.5, .weight_decay = 0.2, .clipvalue = 0.4}};
  optimizer.declare(steps.scope("optimizer"));
  steps.compile(optimizer);
  EXPECT_TRUE(steps.has("optimizer/learning_rate"));
  steps.step({{3, 3}});  // 2 * 0.9 - 0.5 * 0.4
  EXPECT_THAT(steps["kernel"], ElementsAre(0, near(1.6f)));
  EXPECT_EQ(*FieldValue<Optimizer>::read(optimizer.config()), optimizer);
  EXPECT_NE(optimizer, Optimizer(KeepZeros{.optimizer = Adam{}}));
}

}  // namespace
}  // namespace occam::optimizers

#include "occam/optimizers/lookahead.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "occam/optimizers/adam.h"
#include "tests/experiment/optimizer_steps.h"

namespace occam::optimizers {
namespace {

using experiments::near;
using experiments::OptimizerSteps;
using ::testing::ElementsAre;

TEST(Lookahead, GoesAShareOfTheFastWay) {
  OptimizerSteps steps;
  steps.weight("a", {1});
  steps.compile(
      Lookahead{.optimizer = SGD{.learning_rate = 1}, .sync_period = 2, .slow_step_size = 0.25});
  steps.step({{0.2f}});
  EXPECT_THAT(steps["a"], ElementsAre(near(0.8f)));
  EXPECT_THAT(steps["optimizer/a/slow"], ElementsAre(1));
  steps.step({{0.4f}});  // fast 0.4: 1 - 0.25 * 0.6
  EXPECT_THAT(steps["a"], ElementsAre(near(0.85f)));
  steps.step({{0.1f}});
  steps.step({{0.15f}});  // fast 0.6
  EXPECT_THAT(steps["a"], ElementsAre(near(0.7875f)));
  EXPECT_THAT(steps["optimizer/a/slow"], ElementsAre(near(0.7875f)));
}

// The steps around a rule are those of the inner one, at its paths.
TEST(Lookahead, TakesItsOptimizersClippingDecayAndAccumulation) {
  OptimizerSteps steps;
  steps.weight("a", {2});
  const Optimizer optimizer = Lookahead{.optimizer = SGD{.learning_rate = 0.5,
                                                         .weight_decay = 0.2,
                                                         .clipvalue = 0.4,
                                                         .gradient_accumulation_steps = 2},
                                        .sync_period = 2,
                                        .slow_step_size = 0.5};
  optimizer.declare(steps.scope("optimizer"));
  steps.compile(optimizer);
  for (const char* path : {"learning_rate", "momentum", "clipvalue", "slow_step_size"})
    EXPECT_TRUE(steps.has(std::string("optimizer/") + path)) << path;
  steps.step({{3}});
  EXPECT_THAT(steps["a"], ElementsAre(2));
  steps.step({{3}});  // 2 * 0.9 - 0.5 * 0.4
  EXPECT_THAT(steps["a"], ElementsAre(near(1.6f)));
  steps.step({{3}});
  steps.step({{3}});  // fast 1.6 * 0.9 - 0.2 = 1.24; the slow weights began at 2, not decayed
  EXPECT_THAT(steps["a"], ElementsAre(near(1.62f)));
}

TEST(Lookahead, IsDescribedWithWhatItWraps) {
  const Optimizer optimizer = Lookahead{.optimizer = Adam{.learning_rate = 0.25}, .sync_period = 7};
  EXPECT_EQ(*FieldValue<Optimizer>::read(optimizer.config()), optimizer);
  EXPECT_NE(optimizer, Optimizer(Lookahead{.optimizer = Adam{}, .sync_period = 7}));
}

}  // namespace
}  // namespace occam::optimizers

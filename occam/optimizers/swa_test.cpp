#include "occam/optimizers/swa.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "occam/base/errors.h"
#include "occam/optimizers/lookahead.h"
#include "tests/experiment/optimizer_steps.h"

namespace occam::optimizers {
namespace {

using experiments::near;
using experiments::OptimizerSteps;
using ::testing::ElementsAre;

TEST(SWA, IsTheMeanOfTheWeightsThatCount) {
  OptimizerSteps steps;
  steps.weight("a", {0});
  steps.compile(SWA{.optimizer = SGD{.learning_rate = 1}, .start = 2, .period = 3});
  const float gradients[] = {-1, -2, -4, -8, -16, -32, -64, -128};  // to 1, 3, 7, 15, 31, 63, ...
  const float means[] = {1, 3, 3, 3, 17, 17, 17, 96.333333f};       // of 3, 31, 255
  for (std::size_t i = 0; i < std::size(gradients); ++i) {
    steps.step({{gradients[i]}});
    EXPECT_THAT(steps["optimizer/a/average"], ElementsAre(near(means[i], 1e-5f))) << i;
  }
  EXPECT_THAT(steps["a"], ElementsAre(255));
}

TEST(SWA, RefusesASecondMean) {
  const auto refused = [](const Optimizer& optimizer) {
    try {
      Optimizer(SWA{.optimizer = optimizer});
    } catch (const InvalidArgument& error) {
      return std::string(error.what()).starts_with("SWA: invalid value for optimizer");
    }
    return false;
  };
  EXPECT_TRUE(refused(SGD{.use_ema = true}));
  EXPECT_TRUE(refused(SWA{}));
  EXPECT_TRUE(refused(Lookahead{.optimizer = SGD{.use_ema = true}}));
  EXPECT_FALSE(refused(Lookahead{}));
}

}  // namespace
}  // namespace occam::optimizers

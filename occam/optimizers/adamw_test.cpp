#include "occam/optimizers/adamw.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "occam/base/errors.h"
#include "tests/experiment/optimizer_steps.h"

namespace occam::optimizers {
namespace {

using experiments::near;
using experiments::OptimizerSteps;
using ::testing::ElementsAre;

TEST(AdamW, DecaysBesideAdamsStep) {
  OptimizerSteps steps;
  steps.weight("a", {2});
  steps.compile(AdamW{.learning_rate = 0.1, .weight_decay = 0.5, .epsilon = 1e-12});
  steps.step({{3}});  // Adam's first step is the sign
  EXPECT_THAT(steps["a"], ElementsAre(near(2 * 0.95f - 0.1f, 3e-6f)));
}

TEST(AdamW, NeedsADecay) {
  try {
    Optimizer(AdamW{.weight_decay = {}});
    ADD_FAILURE();
  } catch (const InvalidArgument& error) {
    EXPECT_STREQ(error.what(),
                 "AdamW: invalid value for weight_decay. Expected a number; Adam has none. "
                 "Received: weight_decay=none");
  }
}

}  // namespace
}  // namespace occam::optimizers

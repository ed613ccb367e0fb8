#include "occam/optimizers/nadam.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/experiment/optimizer_steps.h"

namespace occam::optimizers {
namespace {

using experiments::near;
using experiments::OptimizerSteps;
using ::testing::ElementsAre;

TEST(Nadam, LooksAheadAlongTheMomentum) {
  OptimizerSteps steps;
  steps.weight("a", {1});
  steps.weight("b", {1});
  steps.compile(Nadam{.learning_rate = 0.1});
  // u_1 = 0.468, u_2 = 0.48528: 0.48528 * 0.2 / (1 - 0.22711104) + 2, by a root of 4.
  steps.step({{2}, {0}});
  EXPECT_THAT(steps["a"], ElementsAre(near(1 - 0.1062788f, 3e-6f)));
  EXPECT_THAT(steps["b"], ElementsAre(1));
  EXPECT_NEAR(steps.number("optimizer/a/u_product"), 0.468, 1e-12);
  steps.step({{2}, {0}});
  EXPECT_NEAR(steps.number("optimizer/a/u_product"), 0.22711104, 1e-12);
  EXPECT_NEAR(steps.number("optimizer/b/u_product"), 0.22711104, 1e-12);
}

}  // namespace
}  // namespace occam::optimizers

#include "occam/regularizers/l1_l2.h"

#include <gtest/gtest.h>

#include "occam/compiler/gradient.h"
#include "occam/regularizers/regularizer.h"
#include "tests/experiment/experiment.h"

namespace occam::regularizers {
namespace {

// By hand, for w = (2, -0.5, 0, 3): sum |w| = 5.5, sum w^2 = 13.25.
TEST(L1L2, PenaltyAndGradient) {
  experiments::Experiment experiment;
  const graph::Value w =
      experiment.variable("w", Array({2, 2}, std::vector<float>{2, -0.5f, 0, 3}));
  const graph::Value penalty =
      L1L2{.l1 = 0.2, .l2 = 0.1, .proximal = false}.penalty(experiment.scope("w_regularizer"), w);
  experiment.output("penalty", penalty);
  experiment.output("gradient", compiler::gradient(penalty, {{w}})[0]);
  experiment.run();
  EXPECT_NEAR(experiment.number("penalty"), 1.1 + 1.325, 1e-6);
  const std::vector<float> expected = {0.6f, -0.3f, 0, 0.8f};
  for (std::size_t i = 0; i < expected.size(); ++i)
    EXPECT_FLOAT_EQ(experiment.tensor("gradient")[i], expected[i]) << i;
}

// Keras: the name alone has the docstring's factors, the class none.
TEST(L1L2, NameAndClassHaveDifferentDefaults) {
  EXPECT_EQ(Regularizer("l1_l2"), Regularizer(L1L2{.l1 = 0.01, .l2 = 0.01}));
  EXPECT_EQ(Regularizer::catalogue().make("l1l2", Config::map({{"l2", 0.3}})),
            Regularizer(L1L2{.l1 = 0, .l2 = 0.3}));
}

}  // namespace
}  // namespace occam::regularizers

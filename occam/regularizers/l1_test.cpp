#include "occam/regularizers/l1.h"

#include <gtest/gtest.h>

#include "occam/compiler/gradient.h"
#include "occam/regularizers/regularizer.h"
#include "tests/experiment/experiment.h"

namespace occam::regularizers {
namespace {

// By hand, for w = (2, -0.5, 0, 3): sum |w| = 5.5, sum w^2 = 13.25.
TEST(L1, PenaltyAndGradient) {
  experiments::Experiment experiment;
  const graph::Value w =
      experiment.variable("w", Array({2, 2}, std::vector<float>{2, -0.5f, 0, 3}));
  const graph::Value penalty =
      L1{.l1 = 0.2, .proximal = false}.penalty(experiment.scope("w_regularizer"), w);
  experiment.output("penalty", penalty);
  experiment.output("gradient", compiler::gradient(penalty, {{w}})[0]);
  experiment.run();
  EXPECT_NEAR(experiment.number("penalty"), 1.1, 1e-6);
  const std::vector<float> expected = {0.2f, -0.2f, 0, 0.2f};
  for (std::size_t i = 0; i < expected.size(); ++i)
    EXPECT_FLOAT_EQ(experiment.tensor("gradient")[i], expected[i]) << i;
}

TEST(L1, FactorsAreChecked) {
  EXPECT_THROW(Regularizer(L1{.l1 = -0.1}), InvalidArgument);
  EXPECT_EQ(l1().l1.value(), 0.01);
}

}  // namespace
}  // namespace occam::regularizers

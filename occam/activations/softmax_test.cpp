#include "occam/activations/softmax.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/experiment/experiment.h"

namespace occam::activations {
namespace {

TEST(Softmax, NormalisesEachRow) {
  experiments::Experiment experiment;
  const Array x({2, 2}, std::vector<float>{-1.5f, 0, 2, 0.25f});
  experiment.output("y", Softmax{}.apply(experiment.variable("x", x)));
  experiment.run();
  const double expected[] = {1 / (1 + std::exp(1.5)), 1 / (1 + std::exp(-1.5)),
                             1 / (1 + std::exp(-1.75)), 1 / (1 + std::exp(1.75))};
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_NEAR(experiment.tensor("y")[i], expected[i], 1e-6) << i;
}

TEST(Softmax, LargeLogitsDoNotOverflow) {
  experiments::Experiment experiment;
  const Array x({1, 3}, std::vector<float>{500, 498, -500});
  experiment.output("y", Softmax{}.apply(experiment.variable("x", x)));
  experiment.run();
  EXPECT_NEAR(experiment.tensor("y")[0], 1 / (1 + std::exp(-2.0)), 1e-6);
  EXPECT_NEAR(experiment.tensor("y")[1], 1 / (1 + std::exp(2.0)), 1e-6);
  EXPECT_EQ(experiment.tensor("y")[2], 0.0f);
}

}  // namespace
}  // namespace occam::activations

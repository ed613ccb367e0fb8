#include "occam/activations/relu.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/experiment/experiment.h"

namespace occam::activations {
namespace {

TEST(Relu, OfEachElement) {
  experiments::Experiment experiment;
  const Array x({2, 2}, std::vector<float>{-1.5f, 0, 2, 0.25f});
  experiment.output("y", Relu{}.apply(experiment.variable("x", x)));
  experiment.run();
  const double expected[] = {0, 0, 2, 0.25};
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_NEAR(experiment.tensor("y")[i], expected[i], 1e-6) << i;
}

TEST(Relu, NaNStaysNaN) {
  experiments::Experiment experiment;
  experiment.output("y",
                    Relu{}.apply(experiment.variable("x", Array::from({std::nanf(""), -1.0f}))));
  experiment.run();
  EXPECT_TRUE(std::isnan(experiment.tensor("y")[0]));
  EXPECT_EQ(experiment.tensor("y")[1], 0.0f);
}

}  // namespace
}  // namespace occam::activations

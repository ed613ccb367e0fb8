#include "occam/activations/linear.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/experiment/experiment.h"

namespace occam::activations {
namespace {

TEST(Linear, OfEachElement) {
  experiments::Experiment experiment;
  const Array x({2, 2}, std::vector<float>{-1.5f, 0, 2, 0.25f});
  experiment.output("y", Linear{}.apply(experiment.variable("x", x)));
  experiment.run();
  const double expected[] = {-1.5, 0, 2, 0.25};
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_NEAR(experiment.tensor("y")[i], expected[i], 1e-6) << i;
}

}  // namespace
}  // namespace occam::activations

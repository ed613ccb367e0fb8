#include "occam/layers/temperature.h"

#include <gtest/gtest.h>

#include "occam/schedules/exponential_decay.h"
#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

TEST(Temperature, DividesByItsNumber) {
  const std::vector<float> x{-2, 0, 0.5f, 4};
  experiments::Experiment experiment;
  const graph::Value y = Temperature{.temperature = 2.5}.build(
      experiment.layer_scope("temperature", true), experiment.variable("x", {{2, 2}, x}));
  experiment.output("y", y);
  experiment.run();
  for (std::size_t i = 0; i < x.size(); ++i)
    EXPECT_FLOAT_EQ(experiment.tensor("y")[i], x[i] / 2.5f);
}

TEST(Temperature, RefusesWhatDividesNothing) {
  for (const double bad : {0.0, -1.0}) {
    EXPECT_THROW(Layer(Temperature{.temperature = bad}), InvalidArgument);
  }
}

TEST(Temperature, AScheduleThatReachesNothingDividesByTheLeast) {
  experiments::Experiment experiment;
  const schedules::ExponentialDecay none{.initial_learning_rate = 0.0};
  experiment.output("y", Temperature{.temperature = none}.build(
                             experiment.layer_scope("temperature", true),
                             experiment.variable("x", {{1, 2}, std::vector<float>{-2, 0}})));
  experiment.run();
  EXPECT_FLOAT_EQ(experiment.tensor("y")[0], -2e6f);
  EXPECT_EQ(experiment.tensor("y")[1], 0.0f);
}

}  // namespace
}  // namespace occam::layers

#include "occam/layers/dropout.h"

#include <gtest/gtest.h>

#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

std::vector<float> dropped(double rate, bool training) {
  experiments::Experiment experiment;
  const Array x({20, 100}, std::vector<float>(2000, 3.0f));
  experiment.output("y", Dropout{.rate = rate}.build(experiment.layer_scope("dropout", training),
                                                     experiment.variable("x", x)));
  experiment.run();
  const auto y = experiment.tensor("y");
  return {y.begin(), y.end()};
}

// A fifth becomes 0, the rest is divided by 0.8; four standard deviations of 2000 draws are 72.
TEST(Dropout, DropsAShareAndWidensTheRest) {
  int zeros = 0;
  for (const float value : dropped(0.2, true)) {
    if (value == 0)
      ++zeros;
    else
      EXPECT_FLOAT_EQ(value, 3.75f);
  }
  EXPECT_NEAR(zeros, 400, 72);
}

TEST(Dropout, IsTheInputOutsideTrainingAndAtRateZero) {
  EXPECT_EQ(dropped(0.2, false), std::vector<float>(2000, 3.0f));
  EXPECT_EQ(dropped(0, true), std::vector<float>(2000, 3.0f));
  EXPECT_EQ(dropped(1, true), std::vector<float>(2000, 0.0f));
}

TEST(Dropout, TwoLayersDrawDifferentMasks) {
  experiments::Experiment experiment;
  const graph::Value x = experiment.variable("x", Array({1, 200}, std::vector<float>(200, 1.0f)));
  for (const std::string name : {"dropout", "dropout_1"})
    experiment.output(name, Dropout{.rate = 0.3}.build(experiment.layer_scope(name, true), x));
  experiment.run();
  const auto first = experiment.tensor("dropout"), second = experiment.tensor("dropout_1");
  EXPECT_FALSE(std::equal(first.begin(), first.end(), second.begin()));
}

TEST(Dropout, RatesAreChecked) {
  EXPECT_THROW(Layer(Dropout{.rate = 1.1}), InvalidArgument);
  EXPECT_THROW(Layer(Dropout{.rate = -0.1}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

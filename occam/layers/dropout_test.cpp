#include "occam/layers/dropout.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

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

// Whole columns of each sample are dropped together; another sample has another draw.
TEST(Dropout, OneDrawForAnAxisOfNoiseShape) {
  experiments::Experiment experiment;
  const graph::Value x =
      experiment.variable("x", Array({50, 4, 10}, std::vector<float>(2000, 1.0f)));
  const Dropout columns{.rate = 0.4, .noise_shape = {MaybeInt(), 1, 10}};
  experiment.output("y", columns.build(experiment.layer_scope("dropout", true), x));
  experiment.run();
  const auto y = experiment.tensor("y");
  int zeros = 0;
  std::set<std::vector<float>> draws;
  for (std::size_t sample = 0; sample < 50; ++sample) {
    const auto row = [&](std::size_t step) {
      const auto begin = y.begin() + static_cast<std::ptrdiff_t>((sample * 4 + step) * 10);
      return std::vector<float>(begin, begin + 10);
    };
    for (std::size_t step = 1; step < 4; ++step) EXPECT_EQ(row(step), row(0));
    for (const float value : row(0)) {
      EXPECT_TRUE(value == 0 || std::abs(value - 1 / 0.6f) < 1e-6f);
      zeros += value == 0;
    }
    draws.insert(row(0));
  }
  EXPECT_NEAR(zeros / 500.0, 0.4, 0.1);  // five standard deviations
  EXPECT_GT(draws.size(), 40u);
}

TEST(Dropout, NoiseShapesAreChecked) {
  experiments::Experiment experiment;
  const graph::Value x = experiment.variable("x", Array({2, 3}, std::vector<float>(6, 1.0f)));
  for (const std::vector<MaybeInt>& sizes : {std::vector<MaybeInt>{1, 1, 1}, {1, 2}, {}}) {
    const Dropout layer{.rate = 0.4, .noise_shape = sizes};
    EXPECT_THROW(layer.build(experiment.layer_scope("dropout", false), x), InvalidArgument);
  }
}

TEST(Dropout, ANoiseShapeMayNameTheSamplesOfABatch) {
  for (const std::int64_t rows : {2, 7}) {
    experiments::Experiment experiment;
    const Array ones({rows, 3}, std::vector<float>(static_cast<std::size_t>(3 * rows), 1.0f));
    const Dropout layer{.rate = 0.4, .noise_shape = {7, 1}};
    const graph::Value x = experiment.variable("x", ones);
    EXPECT_EQ(layer.build(experiment.layer_scope("dropout", true), x).shape(), ones.shape());
  }
}

TEST(Dropout, RatesAreChecked) {
  EXPECT_THROW(Layer(Dropout{.rate = 1.1}), InvalidArgument);
  EXPECT_THROW(Layer(Dropout{.rate = -0.1}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

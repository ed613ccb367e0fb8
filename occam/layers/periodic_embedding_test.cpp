#include "occam/layers/periodic_embedding.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "tests/experiment/contract.h"

namespace occam::layers {
namespace {

using experiments::Experiment;

const Array kX({2, 3}, std::vector<float>{-2, 1, 0.5f, 3, 0.25f, -1.5f});

// Columns 0 and 2 with two waves and one output each, by the formula in double.
TEST(PeriodicEmbedding, AddsWavesOfItsColumns) {
  const std::vector<float> w1{0.3f, -0.1f, 0.7f, 0.2f}, b1{1, -2, 0.5f, 3}, w2{2, -1, 0.5f, 4},
      b2{0.1f, -0.2f};
  Experiment experiment;
  experiment.variable("waves/frequencies", Array({2, 2}, w1));
  experiment.variable("waves/phases", Array({2, 2}, b1));
  experiment.variable("waves/kernel", Array({2, 2, 1}, w2));
  experiment.variable("waves/bias", Array({2, 1}, b2));
  const PeriodicEmbedding layer{.columns = {0, 2}, .frequencies = 2, .units = 1};
  const graph::Value result =
      layer.build(experiment.layer_scope("waves", true), experiment.variable("x", kX));
  ASSERT_EQ(result.shape(), (Shape{2, 5}));
  experiment.output("y", result);
  experiment.run();
  const auto y = experiment.tensor("y");
  for (std::size_t row = 0; row < 2; ++row) {
    const std::span<const float> x = kX.data<float>().subspan(3 * row, 3);
    for (std::size_t column = 0; column < 3; ++column) EXPECT_EQ(y[row * 5 + column], x[column]);
    for (std::size_t k = 0; k < 2; ++k) {
      double expected = static_cast<double>(b2[k]);
      for (std::size_t f = 2 * k; f < 2 * k + 2; ++f) {
        const double turns = static_cast<double>(w1[f]) * static_cast<double>(x[2 * k]);
        expected += static_cast<double>(w2[f]) *
                    std::cos(2 * std::numbers::pi * turns + static_cast<double>(b1[f]));
      }
      EXPECT_NEAR(y[row * 5 + 3 + k], expected, 3e-6);
    }
  }
}

TEST(PeriodicEmbedding, AllColumnsByDefault) {
  Experiment experiment;
  const graph::Value y =
      PeriodicEmbedding{}.build(experiment.layer_scope("waves", true), experiment.input("x", kX));
  EXPECT_EQ(y.shape(), (Shape{2, 12}));
  EXPECT_EQ(experiment.declared().values.at(2).shape(), (Shape{3, 16, 3}));
}

TEST(PeriodicEmbedding, SaysWhichColumnCannotBe) {
  const auto message = [](std::vector<Int> columns) {
    return experiments::refusal([&] {
      Experiment experiment;
      const Layer layer = PeriodicEmbedding{.columns = columns};
      layer.build(experiment.layer_scope("waves", true), experiment.input("x", kX));
    });
  };
  EXPECT_NE(message({0, 3}).find("indices of the 3 features"), std::string::npos)
      << message({0, 3});
  EXPECT_NE(message({2, 2}).find("2 behind 2"), std::string::npos) << message({2, 2});
  EXPECT_NE(message({-1}).find("-1 first"), std::string::npos) << message({-1});
}

}  // namespace
}  // namespace occam::layers

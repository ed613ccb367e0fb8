#include "occam/layers/gaussian_dropout.h"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>
#include <vector>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::Experiment;
using experiments::moments_of;
using experiments::result_of;

// 20,000 numbers of 2 with rate 0.2: mean 2, deviation 2 sqrt(0.2 / 0.8) = 1.
TEST(GaussianDropout, MultipliesInTraining) {
  const Array x({200, 100}, std::vector<float>(20000, 2.0f));
  const auto [mean, deviation] =
      moments_of(result_of<GaussianDropout>({.rate = 0.2}, x, nullptr, true));
  EXPECT_NEAR(mean, 2, 4 / std::sqrt(20000.0));
  EXPECT_NEAR(deviation, 1, 4 / std::sqrt(40000.0));
  EXPECT_EQ(result_of<GaussianDropout>({.rate = 0.0}, x, nullptr, true),
            std::vector<float>(20000, 2.0f));
}

TEST(GaussianDropout, IsNoneOutsideTraining) {
  Experiment experiment;
  const graph::Value x = experiment.input("x", Array({1, 2}, std::vector<float>{1, 2}));
  EXPECT_EQ(GaussianDropout{}.build(experiment.layer_scope("layer", false), x), x);
  EXPECT_THROW(Layer(GaussianDropout{.rate = 1.0}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

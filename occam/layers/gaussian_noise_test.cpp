#include "occam/layers/gaussian_noise.h"

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

// 20,000 numbers: within 4 standard errors.
TEST(GaussianNoise, IsAddedInTraining) {
  const Array x({200, 100}, std::vector<float>(20000, 0.5f));
  const auto [mean, deviation] =
      moments_of(result_of<GaussianNoise>({.stddev = 0.2}, x, nullptr, true));
  EXPECT_NEAR(mean, 0.5, 4 * 0.2 / std::sqrt(20000.0));
  EXPECT_NEAR(deviation, 0.2, 4 * 0.2 / std::sqrt(40000.0));
  EXPECT_EQ(result_of<GaussianNoise>({.stddev = 0.0}, x, nullptr, true),
            std::vector<float>(20000, 0.5f));
}

TEST(GaussianNoise, IsNoneOutsideTraining) {
  Experiment experiment;
  const graph::Value x = experiment.input("x", Array({1, 2}, std::vector<float>{1, 2}));
  EXPECT_EQ(GaussianNoise{}.build(experiment.layer_scope("layer", false), x), x);
  EXPECT_THROW(Layer(GaussianNoise{.stddev = 1.5}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

#include "occam/layers/alpha_dropout.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <vector>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::Experiment;
using experiments::result_of;

// Klambauer et al. 2017: of numbers with mean 0 and variance 1 both stay. Here -1 and 1.
TEST(AlphaDropout, KeepsMeanAndVariance) {
  std::vector<float> signs(20000);
  for (std::size_t i = 0; i < signs.size(); ++i) signs[i] = i % 2 == 0 ? 1.0f : -1.0f;
  const std::vector<float> y =
      result_of<AlphaDropout>({.rate = 0.3}, Array({200, 100}, signs), nullptr, true);
  double sum = 0, squares = 0;
  for (const float value : y) {
    sum += static_cast<double>(value);
    squares += static_cast<double>(value) * value;
  }
  EXPECT_NEAR(sum / 20000, 0, 4 / std::sqrt(20000.0));
  EXPECT_NEAR(squares / 20000, 1, 0.05);
  const std::set<float> distinct(y.begin(), y.end());
  EXPECT_EQ(distinct.size(), 3u);  // 1 and -1, moved, and the limit
}

// Of rate 0.5: a = (0.5 (1 + 0.5 p^2))^-0.5 with p = -1.7580993, b = -a p / 2.
TEST(AlphaDropout, ValuesByHand) {
  const double p = -1.7580993408473766, a = 1 / std::sqrt(0.5 * (1 + 0.5 * p * p)), b = -a * p / 2;
  const std::vector<float> y = result_of<AlphaDropout>(
      {.rate = 0.5}, Array({20, 10}, std::vector<float>(200, 2.0f)), nullptr, true);
  int dropped = 0;
  for (const float value : y) {
    const bool kept = std::abs(static_cast<double>(value) - (2 * a + b)) < 1e-5;
    EXPECT_NEAR(value, (kept ? 2 * a : a * p) + b, 1e-5);
    dropped += kept ? 0 : 1;
  }
  EXPECT_NEAR(dropped, 100, 4 * std::sqrt(50.0));
}

TEST(AlphaDropout, AnAxisMayShareADraw) {
  const AlphaDropout shared{.rate = 0.5, .noise_shape = {MaybeInt(), MaybeInt(), 1}};
  const std::vector<float> y = result_of<AlphaDropout>(
      shared, Array({5, 8, 3}, std::vector<float>(120, 1.0f)), nullptr, true);
  for (std::size_t i = 0; i < y.size(); i += 3) {
    EXPECT_EQ(y[i], y[i + 1]);
    EXPECT_EQ(y[i], y[i + 2]);
  }
}

TEST(AlphaDropout, IsNoneOutsideTraining) {
  Experiment experiment;
  const graph::Value x = experiment.input("x", Array({1, 2}, std::vector<float>{1, 2}));
  EXPECT_EQ(AlphaDropout{}.build(experiment.layer_scope("layer", false), x), x);
  EXPECT_THROW(Layer(AlphaDropout{.rate = 1.0}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

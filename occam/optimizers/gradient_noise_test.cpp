#include "occam/optimizers/gradient_noise.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/experiment/optimizer_steps.h"

namespace occam::optimizers {
namespace {

using experiments::OptimizerSteps;

struct Moments {
  double mean = 0, variance = 0, fourth = 0;
};

Moments moments(const std::vector<float>& values) {
  Moments of;
  const auto count = static_cast<double>(values.size());
  for (const float value : values) of.mean += value / count;
  for (const float value : values) of.variance += std::pow(value - of.mean, 2) / count;
  for (const float value : values) of.fourth += std::pow(value - of.mean, 4) / count;
  return of;
}

double correlation(const std::vector<float>& a, const std::vector<float>& b) {
  double product = 0;
  for (std::size_t i = 0; i < a.size(); ++i) product += a[i] * b[i];
  return product / static_cast<double>(a.size()) /
         std::sqrt(moments(a).variance * moments(b).variance);
}

TEST(GradientNoise, IsNormalFallsAndIsAnotherEachTime) {
  constexpr std::size_t kSize = 40000;  // deviations of mean 0.005, of variance 0.7 %
  OptimizerSteps steps;
  steps.weight("a", std::vector<float>(kSize));
  steps.weight("b", std::vector<float>(kSize));
  steps.compile(GradientNoise{.optimizer = SGD{.learning_rate = 1}, .eta = 0.09, .gamma = 1.5});
  const std::vector<float> still(kSize);
  std::vector<std::vector<float>> noises;
  std::vector<float> before(kSize);
  for (int t = 1; t <= 4; ++t) {
    steps.step({still, still});
    std::vector<float> noise = steps["a"];
    for (std::size_t i = 0; i < kSize; ++i) noise[i] = before[i] - noise[i];
    before = steps["a"];
    const Moments of = moments(noise);
    const double variance = 0.09 / std::pow(t, 1.5);
    EXPECT_NEAR(of.mean, 0, 0.025 * std::sqrt(variance)) << t;
    EXPECT_NEAR(of.variance / variance, 1, 0.035) << t;
    EXPECT_NEAR(of.fourth / (of.variance * of.variance), 3, 0.15) << t;
    noises.push_back(std::move(noise));
    if (t == 1) noises.push_back(steps["b"]);
  }
  for (std::size_t i = 0; i < noises.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j)
      EXPECT_NEAR(correlation(noises[i], noises[j]), 0, 0.025) << i << " " << j;
  }
}

}  // namespace
}  // namespace occam::optimizers

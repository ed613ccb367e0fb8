#include "occam/ops/erf.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "occam/ops/floor.h"
#include "tests/experiment/experiment.h"
#include "tests/experiment/finite_differences.h"

namespace occam::ops {
namespace {

using experiments::Experiment;

std::vector<float> applied(graph::Value (*function)(const graph::Value&), std::vector<float> x) {
  Experiment experiment;
  const Array array({static_cast<std::int64_t>(x.size())}, std::move(x));
  experiment.output("y", function(experiment.variable("x", array)));
  experiment.run();
  const auto y = experiment.tensor("y");
  return {y.begin(), y.end()};
}

TEST(Erf, WithinFourTenMillionthsOfItsSize) {
  std::vector<float> x;
  for (int i = -700; i <= 700; ++i) x.push_back(0.01f * static_cast<float>(i) + 0.0037f);
  const std::vector<float> y = applied(erf, x);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double exact = std::erf(static_cast<double>(x[i]));
    EXPECT_NEAR(y[i], exact, 4e-7 * std::abs(exact)) << x[i];
  }
}

TEST(Erf, EndsAndNaN) {
  const std::vector<float> y = applied(erf, {0, INFINITY, -INFINITY, std::nanf("")});
  EXPECT_EQ(y[0], 0);
  EXPECT_EQ(y[1], 1);
  EXPECT_EQ(y[2], -1);
  EXPECT_TRUE(std::isnan(y[3]));
}

TEST(Erf, Gradient) {
  Experiment experiment;
  const graph::Value x = experiment.variable("x", Array::from({-2.3f, -0.4f, 0.1f, 1.7f}));
  experiments::expect_gradient(experiment, experiments::weighted_sum(erf(x), x), x);
}

const std::vector<float> kNumbers = {-2.5f,      -1.5f,       -0.5f,    -0.2f, 0,
                                     0.5f,       1.5f,        2.5f,     2.7f,  7,
                                     8388607.5f, -3000000.5f, 16777218, -1e20f};

TEST(Floor, OfTensors) {
  const std::vector<float> y = applied(floor, kNumbers);
  for (std::size_t i = 0; i < y.size(); ++i) EXPECT_EQ(y[i], std::floor(kNumbers[i]));
}

TEST(Round, OfTwoTheEvenOne) {
  const std::vector<float> y = applied(round, kNumbers);
  for (std::size_t i = 0; i < y.size(); ++i) EXPECT_EQ(y[i], std::nearbyint(kNumbers[i]));
}

TEST(Floor, InfiniteNumbersAndNaNStay) {
  const std::vector<float> y = applied(floor, {INFINITY, -INFINITY, std::nanf("")});
  EXPECT_EQ(y[0], INFINITY);
  EXPECT_EQ(y[1], -INFINITY);
  EXPECT_TRUE(std::isnan(y[2]));
}

}  // namespace
}  // namespace occam::ops

#include "occam/initializers/variance_scaling.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "occam/initializers/initializer.h"

namespace occam::initializers {
namespace {

struct Spread {
  double deviation = 0, largest = 0;
};

Spread spread_of(const Initializer& initializer, const Shape& shape) {
  std::vector<float> values(static_cast<std::size_t>(shape.size()));
  initializer.fill(values, shape, {5, 1});
  Spread spread;
  for (const float value : values) {
    spread.deviation += static_cast<double>(value) * value / static_cast<double>(values.size());
    spread.largest = std::max(spread.largest, std::abs(static_cast<double>(value)));
  }
  spread.deviation = std::sqrt(spread.deviation);
  return spread;
}

// 80 inputs, 120 outputs: the deviation is sqrt(scale / n) for every distribution.
TEST(VarianceScaling, DeviationIsThatOfScaleAndMode) {
  const Shape shape{80, 120};
  for (const auto& [mode, n] :
       {std::pair("fan_in", 80.0), {"fan_out", 120.0}, {"fan_avg", 100.0}}) {
    for (const std::string distribution : {"truncated_normal", "untruncated_normal", "uniform"}) {
      SCOPED_TRACE(mode + (" " + distribution));
      const Spread spread = spread_of(
          VarianceScaling{.scale = 0.7, .mode = mode, .distribution = distribution}, shape);
      const double expected = std::sqrt(0.7 / n);
      EXPECT_NEAR(spread.deviation, expected, 0.03 * expected);
      const double most = distribution == "uniform"            ? std::sqrt(3.0)
                          : distribution == "truncated_normal" ? 2 / 0.87962566103423978
                                                               : 5;
      EXPECT_LE(spread.largest, most * expected * 1.000001);
      EXPECT_GT(spread.largest, 0.7 * most * expected);
    }
  }
}

struct Known {
  std::string name;
  double variance = 0, most = 0;  ///< most: in deviations
};

class NamedScalings : public testing::TestWithParam<Known> {};

// What their papers say of 80 inputs and 120 outputs.
TEST_P(NamedScalings, DeviationAndLimits) {
  const Spread spread = spread_of(GetParam().name, {80, 120});
  const double expected = std::sqrt(GetParam().variance);
  EXPECT_NEAR(spread.deviation, expected, 0.03 * expected);
  EXPECT_LE(spread.largest, GetParam().most * expected * 1.000001);
  EXPECT_GT(spread.largest, 0.95 * GetParam().most * expected);
}

constexpr double kCut = 2 / 0.87962566103423978;
INSTANTIATE_TEST_SUITE_P(All, NamedScalings,
                         testing::Values(Known{"glorot_normal", 1 / 100.0, kCut},
                                         Known{"he_uniform", 2 / 80.0, std::sqrt(3.0)},
                                         Known{"lecun_normal", 1 / 80.0, kCut},
                                         Known{"lecun_uniform", 1 / 80.0, std::sqrt(3.0)}),
                         [](const auto& tested) { return tested.param.name; });

TEST(VarianceScaling, RefusesAScaleOfZero) {
  EXPECT_THROW(Initializer(VarianceScaling{.scale = 0}), InvalidArgument);
  EXPECT_THROW(Initializer(VarianceScaling{.mode = "fan"}), InvalidArgument);
}

}  // namespace
}  // namespace occam::initializers

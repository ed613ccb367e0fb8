#include "occam/initializers/he_normal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace occam::initializers {
namespace {

// Of 80 inputs: deviation sqrt(2 / 80), nothing beyond two deviations of the wider normal.
TEST(HeNormal, DeviationIsThatOfTheInputs) {
  std::vector<float> values(80 * 100);
  HeNormal{}.fill(values, {80, 100}, {3, 1});
  double squares = 0;
  for (const float value : values) squares += static_cast<double>(value) * value;
  const double deviation = std::sqrt(2.0 / 80);
  EXPECT_NEAR(std::sqrt(squares / 8000), deviation, 0.03 * deviation);
  const double limit = 2 * deviation / 0.87962566103423978;
  EXPECT_LE(std::ranges::max(values), limit);
  EXPECT_GT(std::ranges::max(values), 0.95 * limit);
}

}  // namespace
}  // namespace occam::initializers

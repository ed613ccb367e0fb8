#include "occam/initializers/truncated_normal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace occam::initializers {
namespace {

// Moments of 20,000 numbers: none beyond two deviations, mean and deviation of what is left.
TEST(TruncatedNormal, IsCutAtTwoDeviations) {
  std::vector<float> values(20000);
  TruncatedNormal{.mean = 0.3, .stddev = 2}.fill(values, {20000}, {3, 1});
  double sum = 0, squares = 0;
  for (const float value : values) {
    const double z = (static_cast<double>(value) - 0.3) / 2;
    EXPECT_LE(std::abs(z), 2.000001);
    sum += z;
    squares += z * z;
  }
  EXPECT_NEAR(sum / 20000, 0, 4 * 0.88 / std::sqrt(20000.0));
  EXPECT_NEAR(std::sqrt(squares / 20000), 0.8796, 0.02);
  EXPECT_GT(std::ranges::max(values), 0.3 + 2 * 1.98);
}

}  // namespace
}  // namespace occam::initializers

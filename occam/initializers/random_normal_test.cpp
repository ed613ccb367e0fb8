#include "occam/initializers/random_normal.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace occam::initializers {
namespace {

// Moments of 20,000 numbers: mean within 4 standard errors, deviation, and the share beyond two.
TEST(RandomNormal, IsNormal) {
  std::vector<float> values(20000);
  RandomNormal{.mean = 0.3, .stddev = 2}.fill(values, {20000}, {3, 1});
  double sum = 0, squares = 0, far = 0;
  for (const float value : values) {
    const double z = (static_cast<double>(value) - 0.3) / 2;
    sum += z;
    squares += z * z;
    far += std::abs(z) > 2;
  }
  EXPECT_NEAR(sum / 20000, 0, 4 / std::sqrt(20000.0));
  EXPECT_NEAR(squares / 20000, 1, 4 * std::sqrt(2 / 20000.0));
  EXPECT_NEAR(far / 20000, 0.0455, 0.006);
}

}  // namespace
}  // namespace occam::initializers

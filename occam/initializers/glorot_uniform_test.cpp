#include "occam/initializers/glorot_uniform.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace occam::initializers {
namespace {

// Uniform within +-sqrt(6 / (in + out)): 5000 numbers come near both limits.
TEST(GlorotUniform, LimitIsThatOfInputsAndOutputs) {
  std::vector<float> values(5000);
  GlorotUniform{}.fill(values, {100, 50}, {3, 1});
  const double limit = std::sqrt(6.0 / 150);
  EXPECT_LE(std::ranges::max(values), limit);
  EXPECT_GE(std::ranges::min(values), -limit);
  EXPECT_GT(std::ranges::max(values), 0.99 * limit);
  EXPECT_LT(std::ranges::min(values), -0.99 * limit);
}

}  // namespace
}  // namespace occam::initializers

#include "occam/initializers/random_uniform.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "occam/initializers/initializer.h"

namespace occam::initializers {
namespace {

// Element i is the uniform number of index i: stretched to the bounds, in any shape.
TEST(RandomUniform, StretchesTheUniformNumbersOfTheKey) {
  std::vector<float> values(6);
  RandomUniform{.minval = -0.25, .maxval = 0.75}.fill(values, {2, 3}, {9, 4});
  for (std::size_t i = 0; i < values.size(); ++i)
    EXPECT_NEAR(values[i], -0.25 + static_cast<double>(random_uniform({9, 4}, 0, i)), 1e-7) << i;
  EXPECT_LT(std::ranges::min(values), std::ranges::max(values));
}

TEST(RandomUniform, BoundsMayBeEqualButNotReversed) {
  std::vector<float> values(3);
  RandomUniform{.minval = 0.2, .maxval = 0.2}.fill(values, {3}, {9, 4});
  EXPECT_EQ(values, (std::vector<float>{0.2f, 0.2f, 0.2f}));
  EXPECT_THROW(Initializer(RandomUniform{.minval = 0.3, .maxval = 0.2}), InvalidArgument);
  EXPECT_THROW(Initializer(RandomUniform{.maxval = 1e39}), InvalidArgument);
}

}  // namespace
}  // namespace occam::initializers

#include "occam/initializers/identity.h"

#include <gtest/gtest.h>

#include <vector>

#include "occam/base/errors.h"

namespace occam::initializers {
namespace {

TEST(Identity, GainOnTheDiagonal) {
  std::vector<float> values(6, 9.0F);
  Identity{.gain = 0.2}.fill(values, {2, 3}, {1, 1});
  EXPECT_EQ(values, (std::vector<float>{0.2F, 0, 0, 0, 0.2F, 0}));
  Identity{}.fill(values, {3, 2}, {1, 1});
  EXPECT_EQ(values, (std::vector<float>{1, 0, 0, 1, 0, 0}));
  EXPECT_THROW(Identity{}.fill(values, {6}, {1, 1}), InvalidArgument);
}

}  // namespace
}  // namespace occam::initializers

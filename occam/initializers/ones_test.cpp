#include "occam/initializers/ones.h"

#include <gtest/gtest.h>

#include <vector>

namespace occam::initializers {
namespace {

TEST(Ones, FillsWithOnes) {
  std::vector<float> values = {0, -2, 3};
  Ones{}.fill(values, {3}, {1, 2});
  EXPECT_EQ(values, (std::vector<float>{1, 1, 1}));
}

}  // namespace
}  // namespace occam::initializers

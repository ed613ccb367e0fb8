#include "occam/initializers/zeros.h"

#include <gtest/gtest.h>

#include <vector>

namespace occam::initializers {
namespace {

TEST(Zeros, FillsWithZeros) {
  std::vector<float> values = {1, -2, 3};
  Zeros{}.fill(values, {3}, {1, 2});
  EXPECT_EQ(values, (std::vector<float>{0, 0, 0}));
}

}  // namespace
}  // namespace occam::initializers

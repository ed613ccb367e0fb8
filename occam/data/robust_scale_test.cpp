#include "occam/data/robust_scale.h"

#include <gtest/gtest.h>

#include <vector>

namespace occam::data {
namespace {

// numpy.percentile of these: 25: 2.25, 50: 3.5, 75: 7.75.
TEST(RobustScale, MedianAndQuartiles) {
  const RobustScale scale = robust_scale(std::vector<double>{9, 2, 1e6, 4, 2, 3});
  EXPECT_DOUBLE_EQ(scale.centre, 3.5);
  EXPECT_DOUBLE_EQ(scale.scale, 1 / (7.75 - 2.25));
  EXPECT_DOUBLE_EQ(scale(9), 5.5 / 5.5);
}

TEST(RobustScale, OfMostlyOneValueTheRange) {
  const RobustScale scale = robust_scale(std::vector<double>{0, 0, 0, 0, 0, 0, 0, 5, -3});
  EXPECT_EQ(scale.centre, 0);
  EXPECT_DOUBLE_EQ(scale.scale, 2.0 / 8.0);
}

TEST(RobustScale, OfAConstantColumnNothing) {
  const RobustScale scale = robust_scale(std::vector<double>{7, 7, 7});
  EXPECT_EQ(scale.centre, 7);
  EXPECT_EQ(scale.scale, 0);
  EXPECT_EQ(robust_scale(std::vector<double>{}).scale, 0);
  EXPECT_EQ(robust_scale(std::vector<double>{3}).centre, 3);
}

}  // namespace
}  // namespace occam::data

#include "occam/layers/group_normalization.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::result_of;

const Array kGrouped({1, 2, 4}, std::vector<float>{1, 3, 10, 20, 5, 7, 40, 30});

// The two groups of the last axis are {1, 3, 5, 7} and {10, 20, 40, 30}: means 4 and 25,
// variances 5 and 125.
TEST(GroupNormalization, EachGroupHasItsMeanAndVariance) {
  const auto y = result_of(GroupNormalization{.groups = 2, .epsilon = 0.5}, kGrouped);
  const std::vector<double> x = {1, 3, 10, 20, 5, 7, 40, 30};
  for (std::size_t i = 0; i < x.size(); ++i) {
    const bool second = i % 4 >= 2;
    const double expected = (x[i] - (second ? 25 : 4)) / std::sqrt((second ? 125.0 : 5.0) + 0.5);
    EXPECT_NEAR(y[i], expected, 2e-6) << i;
  }
}

TEST(GroupNormalization, OneGroupForEachPlaceOfAnotherAxis) {
  const auto y = result_of(GroupNormalization{.groups = -1, .axis = 1, .epsilon = 0.5}, kGrouped);
  // The rows have means 8.5 and 20.5, variances 55.25 and 223.25.
  EXPECT_NEAR(y[0], (1 - 8.5) / std::sqrt(55.75), 2e-6);
  EXPECT_NEAR(y[7], (30 - 20.5) / std::sqrt(223.75), 2e-6);
}

TEST(GroupNormalization, GroupsDivideTheAxis) {
  for (const int groups : {3, 8, 32}) {
    SCOPED_TRACE(groups);
    EXPECT_THROW(result_of(GroupNormalization{.groups = groups}, kGrouped), InvalidArgument);
  }
  EXPECT_THROW(result_of(GroupNormalization{.groups = 2, .axis = 0}, kGrouped), InvalidArgument);
  EXPECT_THROW(result_of(GroupNormalization{.groups = 2, .axis = 3}, kGrouped), InvalidArgument);
  EXPECT_THROW(Layer(GroupNormalization{.groups = 0}), InvalidArgument);
  EXPECT_THROW(Layer(GroupNormalization{.groups = -2}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

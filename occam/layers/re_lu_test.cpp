#include "occam/layers/re_lu.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::result_of;

const Array kAroundZero({1, 5}, std::vector<float>{-2, 0, 0.5f, 3, 8});

TEST(ReLU, LimitSlopeAndThreshold) {
  using Values = std::vector<float>;
  EXPECT_EQ(result_of<ReLU>({}, kAroundZero), (Values{0, 0, 0.5f, 3, 8}));
  EXPECT_EQ(result_of<ReLU>({.max_value = 6}, kAroundZero), (Values{0, 0, 0.5f, 3, 6}));
  EXPECT_EQ(result_of<ReLU>({.negative_slope = 0.25}, kAroundZero), (Values{-0.5f, 0, 0.5f, 3, 8}));
  EXPECT_EQ(result_of<ReLU>({.threshold = 1}, kAroundZero), (Values{0, 0, 0, 3, 8}));
  EXPECT_EQ(result_of<ReLU>({.max_value = 4, .negative_slope = 0.5, .threshold = 1}, kAroundZero),
            (Values{-1.5f, -0.5f, -0.25f, 3, 4}));
}

TEST(ReLU, RefusesNegativeArguments) {
  EXPECT_THROW(Layer(ReLU{.max_value = -1}), InvalidArgument);
  EXPECT_THROW(Layer(ReLU{.negative_slope = -0.1}), InvalidArgument);
  EXPECT_THROW(Layer(ReLU{.threshold = -1}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

#include "occam/layers/leaky_re_lu.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::result_of;

TEST(LeakyReLU, HasASlopeBelowZero) {
  const Array x({2, 2}, std::vector<float>{-2, 3, -4, 0});
  EXPECT_EQ(result_of<LeakyReLU>({.negative_slope = 0.25}, x),
            (std::vector<float>{-0.5f, 3, -1, 0}));
  EXPECT_FLOAT_EQ(result_of<LeakyReLU>({}, x)[0], -0.6f);
  EXPECT_THROW(Layer(LeakyReLU{.negative_slope = -1}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

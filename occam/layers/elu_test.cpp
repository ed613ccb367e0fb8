#include "occam/layers/elu.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::result_of;

TEST(ELU, IsExponentialBelowZero) {
  const auto y = result_of<ELU>({.alpha = 0.7}, Array({1, 3}, std::vector<float>{-1, 0, 2}));
  EXPECT_FLOAT_EQ(y[0], static_cast<float>(0.7 * std::expm1(-1.0)));
  EXPECT_EQ(y[1], 0);
  EXPECT_EQ(y[2], 2);
}

}  // namespace
}  // namespace occam::layers

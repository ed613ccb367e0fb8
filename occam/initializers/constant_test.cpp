#include "occam/initializers/constant.h"

#include <gtest/gtest.h>

#include <vector>

namespace occam::initializers {
namespace {

TEST(Constant, IsOneNumber) {
  std::vector<float> values(4, 9.0F);
  Constant{.value = -0.7}.fill(values, {2, 2}, {1, 1});
  EXPECT_EQ(values, std::vector<float>(4, -0.7F));
}

}  // namespace
}  // namespace occam::initializers

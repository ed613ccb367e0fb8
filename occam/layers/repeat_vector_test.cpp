#include "occam/layers/repeat_vector.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::result_of;

TEST(RepeatVector, RepeatsEachSample) {
  Shape shape;
  EXPECT_EQ(
      result_of<RepeatVector>({.n = 3}, Array({2, 2}, std::vector<float>{1, 2, 3, 4}), &shape),
      (std::vector<float>{1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4}));
  EXPECT_EQ(shape, (Shape{2, 3, 2}));
  EXPECT_THROW(result_of<RepeatVector>({.n = 3}, Array({2, 1, 2}, std::vector<float>(4))),
               InvalidArgument);
  EXPECT_THROW(Layer(RepeatVector{.n = 0}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

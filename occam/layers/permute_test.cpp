#include "occam/layers/permute.h"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::result_of;

TEST(Permute, MovesTheAxesOfASample) {
  std::vector<float> values(12);
  std::iota(values.begin(), values.end(), 0.0f);
  const Array x({2, 2, 3}, values);
  Shape shape;
  EXPECT_EQ(result_of<Permute>({.dims = {2, 1}}, x, &shape),
            (std::vector<float>{0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11}));
  EXPECT_EQ(shape, (Shape{2, 3, 2}));
  for (const Dims& wrong : {Dims{1}, Dims{0, 1}, Dims{1, 1}, Dims{2, 3}, Dims()})
    EXPECT_THROW(result_of<Permute>({.dims = wrong}, x), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

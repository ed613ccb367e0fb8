#include "occam/layers/up_sampling1d.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::Experiment;
using experiments::kSteps;
using experiments::result_of;

TEST(UpSampling1D, RepeatsEachStep) {
  Shape shape;
  EXPECT_EQ(result_of<UpSampling1D>({.size = 2}, kSteps, &shape),
            (std::vector<float>{1, -2, 1, -2, 3, 8, 3, 8, 0,  6, 0,  6,
                                4, 0,  4, 0,  0, 0, 0, 0, -5, 7, -5, 7}));
  EXPECT_EQ(shape, (Shape{2, 6, 2}));
  EXPECT_THROW(result_of<UpSampling1D>({.size = 2}, Array({2, 3}, std::vector<float>(6))),
               InvalidArgument);
  EXPECT_THROW(Layer(UpSampling1D{.size = 0}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

#include "occam/layers/cropping1d.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::Experiment;
using experiments::kSteps;
using experiments::result_of;

TEST(Cropping1D, LeavesStepsOut) {
  Shape shape;
  EXPECT_EQ(result_of<Cropping1D>({.cropping = {0, 2}}, kSteps, &shape),
            (std::vector<float>{1, -2, 4, 0}));
  EXPECT_EQ(shape, (Shape{2, 1, 2}));
  EXPECT_THROW(result_of<Cropping1D>({.cropping = {0, 2}}, Array({2, 3}, std::vector<float>(6))),
               InvalidArgument);
  EXPECT_THROW(result_of<Cropping1D>({.cropping = {1, 2}}, kSteps), InvalidArgument);
  EXPECT_THROW(Layer(Cropping1D{.cropping = {-1, 1}}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

#include "occam/layers/zero_padding1d.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::Experiment;
using experiments::kSteps;
using experiments::result_of;

TEST(ZeroPadding1D, AddsStepsOfZeros) {
  Shape shape;
  EXPECT_EQ(result_of<ZeroPadding1D>({.padding = {1, 0}}, kSteps, &shape),
            (std::vector<float>{0, 0, 1, -2, 3, 8, 0, 6, 0, 0, 4, 0, 0, 0, -5, 7}));
  EXPECT_EQ(shape, (Shape{2, 4, 2}));
  EXPECT_THROW(result_of<ZeroPadding1D>({.padding = {1, 0}}, Array({2, 3}, std::vector<float>(6))),
               InvalidArgument);
  EXPECT_THROW(Layer(ZeroPadding1D{.padding = {1, -1}}), InvalidArgument);
  EXPECT_THROW(Layer(ZeroPadding1D{.padding = 1}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

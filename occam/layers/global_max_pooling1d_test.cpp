#include "occam/layers/global_max_pooling1d.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::Experiment;
using experiments::kSteps;
using experiments::result_of;

TEST(GlobalMaxPooling1D, IsTheLargestOfTheSteps) {
  Shape shape;
  EXPECT_EQ(result_of<GlobalMaxPooling1D>({}, kSteps, &shape), (std::vector<float>{3, 8, 4, 7}));
  EXPECT_EQ(shape, (Shape{2, 2}));
  EXPECT_THROW(result_of<GlobalMaxPooling1D>({}, Array({2, 3}, std::vector<float>(6))),
               InvalidArgument);
  EXPECT_EQ(result_of<GlobalMaxPooling1D>({.data_format = "channels_first", .keepdims = true},
                                          kSteps, &shape),
            (std::vector<float>{1, 8, 6, 4, 0, 7}));
  EXPECT_EQ(shape, (Shape{2, 3, 1}));
}

}  // namespace
}  // namespace occam::layers

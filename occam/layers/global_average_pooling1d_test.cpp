#include "occam/layers/global_average_pooling1d.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::Experiment;
using experiments::kSteps;
using experiments::result_of;

TEST(GlobalAveragePooling1D, IsTheMeanOfTheSteps) {
  Shape shape;
  EXPECT_EQ(result_of<GlobalAveragePooling1D>({.data_format = "channels_first"}, kSteps, &shape),
            (std::vector<float>{-0.5f, 5.5f, 3, 2, 0, 1}));
  EXPECT_EQ(shape, (Shape{2, 3}));
  EXPECT_THROW(result_of<GlobalAveragePooling1D>({}, Array({2, 3}, std::vector<float>(6))),
               InvalidArgument);
}

// By hand: the mean of steps 0 and 2, and of none.
TEST(GlobalAveragePooling1D, LeavesMaskedStepsOut) {
  Experiment experiment;
  const Scope scope = experiment.layer_scope("layer", false);
  const graph::Value x = experiment.input("x", kSteps);
  scope.set_mask(x, experiment.input("mask", Array({2, 3}, std::vector<float>{1, 0, 1, 0, 0, 0})));
  const graph::Value y = GlobalAveragePooling1D().build(scope, x);
  experiment.output("y", y);
  experiment.run();
  const auto values = experiment.tensor("y");
  EXPECT_EQ((std::vector<float>{values.begin(), values.end()}),
            (std::vector<float>{0.5f, 2, 0, 0}));
  EXPECT_FALSE(scope.mask_of(y));
}

}  // namespace
}  // namespace occam::layers

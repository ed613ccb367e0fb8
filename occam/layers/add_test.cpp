#include "occam/layers/add.h"

#include <gtest/gtest.h>

#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

using experiments::Experiment;

// (1 2; 3 4) + (10 20) + (0.5; -0.5)
TEST(Add, SumsWithBroadcasting) {
  Experiment experiment;
  const std::vector<graph::Value> inputs = {
      experiment.input("a", Array({2, 2}, std::vector<float>{1, 2, 3, 4})),
      experiment.input("b", Array({1, 2}, std::vector<float>{10, 20})),
      experiment.input("c", Array({2, 1}, std::vector<float>{0.5f, -0.5f}))};
  experiment.output("sum", Add{}.build(experiment.layer_scope("add", false), inputs));
  experiment.run();
  const auto sum = experiment.tensor("sum");
  EXPECT_EQ(std::vector<float>(sum.begin(), sum.end()),
            (std::vector<float>{11.5f, 22.5f, 12.5f, 23.5f}));
}

TEST(Add, RefusesOneInputAndShapesThatDoNotFit) {
  Experiment experiment;
  const Scope scope = experiment.layer_scope("add", false);
  const graph::Value x = experiment.input("x", Array(DType::kFloat32, {2, 3}));
  const graph::Value y = experiment.input("y", Array(DType::kFloat32, {4, 3}));
  const std::vector<graph::Value> one = {x}, two = {x, x}, unequal = {x, y};
  EXPECT_THROW(Add{}.build(scope, one), InvalidArgument);
  EXPECT_THROW(Add{}.build(scope, unequal), InvalidArgument);
  EXPECT_EQ(Add{}.build(scope, two).shape(), (Shape{2, 3}));
}

}  // namespace
}  // namespace occam::layers

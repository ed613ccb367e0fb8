#include "occam/layers/concatenate.h"

#include <gtest/gtest.h>

#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

using experiments::Experiment;

TEST(Concatenate, PutsInputsBehindEachOther) {
  const Array a({2, 2}, std::vector<float>{1, 2, 3, 4}), b({2, 1}, std::vector<float>{5, 6});
  for (const int axis : {-1, 1}) {
    Experiment experiment;
    const std::vector<graph::Value> inputs = {experiment.input("a", a), experiment.input("b", b)};
    experiment.output("both", Concatenate{.axis = axis}.build(
                                  experiment.layer_scope("concatenate", false), inputs));
    experiment.run();
    const auto both = experiment.tensor("both");
    EXPECT_EQ(std::vector<float>(both.begin(), both.end()), (std::vector<float>{1, 2, 5, 3, 4, 6}));
  }
}

TEST(Concatenate, RefusesOneInputAndShapesThatDoNotFit) {
  Experiment experiment;
  const Scope scope = experiment.layer_scope("concatenate", false);
  const graph::Value x = experiment.input("x", Array(DType::kFloat32, {2, 3}));
  const graph::Value y = experiment.input("y", Array(DType::kFloat32, {4, 3}));
  const std::vector<graph::Value> one = {x}, two = {x, x}, unequal = {x, y};
  EXPECT_THROW(Concatenate{}.build(scope, one), InvalidArgument);
  EXPECT_THROW(Concatenate{}.build(scope, unequal), InvalidArgument);
  EXPECT_EQ(Concatenate{}.build(scope, two).shape(), (Shape{2, 6}));
  EXPECT_THROW(Concatenate{.axis = 0}.build(scope, two), InvalidArgument);
  EXPECT_THROW(Concatenate{.axis = -2}.build(scope, two), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

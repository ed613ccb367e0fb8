#include "occam/layers/re_lu.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

using experiments::Experiment;

std::vector<float> result_of(const ReLU& layer, const Array& x, Shape* shape = nullptr) {
  Experiment experiment;
  const graph::Value y =
      layer.build(experiment.layer_scope("layer", false), experiment.input("x", x));
  if (shape != nullptr) *shape = y.shape();
  experiment.output("y", y);
  experiment.run();
  const auto values = experiment.tensor("y");
  return {values.begin(), values.end()};
}

const Array kX({1, 5}, std::vector<float>{-2, 0, 0.5f, 3, 8});

TEST(ReLU, LimitSlopeAndThreshold) {
  using Values = std::vector<float>;
  EXPECT_EQ(result_of({}, kX), (Values{0, 0, 0.5f, 3, 8}));
  EXPECT_EQ(result_of({.max_value = 6}, kX), (Values{0, 0, 0.5f, 3, 6}));
  EXPECT_EQ(result_of({.negative_slope = 0.25}, kX), (Values{-0.5f, 0, 0.5f, 3, 8}));
  EXPECT_EQ(result_of({.threshold = 1}, kX), (Values{0, 0, 0, 3, 8}));
  EXPECT_EQ(result_of({.max_value = 4, .negative_slope = 0.5, .threshold = 1}, kX),
            (Values{-1.5f, -0.5f, -0.25f, 3, 4}));
}

TEST(ReLU, RefusesNegativeArguments) {
  EXPECT_THROW(Layer(ReLU{.max_value = -1}), InvalidArgument);
  EXPECT_THROW(Layer(ReLU{.negative_slope = -0.1}), InvalidArgument);
  EXPECT_THROW(Layer(ReLU{.threshold = -1}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

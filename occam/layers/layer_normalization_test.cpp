#include "occam/layers/layer_normalization.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

using experiments::Experiment;

const Array kRows({2, 3}, std::vector<float>{1, 2, 6, 10, -2, 4});
const Array kImages({1, 2, 3}, std::vector<float>{1, 2, 6, 10, -2, 4});

std::vector<float> normalized(const LayerNormalization& layer, const Array& x,
                              bool training = true) {
  Experiment experiment;
  experiment.output(
      "y", layer.build(experiment.layer_scope("ln", training), experiment.variable("x", x)));
  experiment.run();
  const auto y = experiment.tensor("y");
  return {y.begin(), y.end()};
}

void expect_near(const std::vector<float>& actual, const std::vector<double>& expected) {
  ASSERT_EQ(actual.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(actual[i], expected[i], 1e-6) << i;
}

// First row: mean 3, variance 14 / 3. Second: mean 4, variance 24.
TEST(LayerNormalization, StandardisesEachSample) {
  const double a = 1 / std::sqrt(14.0 / 3 + 0.01), b = 1 / std::sqrt(24.01);
  const std::vector<double> expected = {-2 * a, -a, 3 * a, 6 * b, -6 * b, 0};
  expect_near(normalized({.epsilon = 0.01}, kRows), expected);
  expect_near(normalized({.axis = 1, .epsilon = 0.01}, kRows, false), expected);
}

// Gamma 1, beta 1.
TEST(LayerNormalization, AddsBeta) {
  const double a = 1 / std::sqrt(14.0 / 3 + 0.001);
  const std::vector<float> y = normalized({.scale = false, .beta_initializer = "ones"}, kRows);
  EXPECT_NEAR(y[0], 1 - 2 * a, 1e-6);
  EXPECT_NEAR(y[5], 1, 1e-6);
}

// The variances of above; the mean stays, and gamma is there whatever scale says.
TEST(LayerNormalization, WithRmsScalingKeepsTheMean) {
  const double a = 1 / std::sqrt(14.0 / 3 + 0.01), b = 1 / std::sqrt(24.01);
  expect_near(normalized({.epsilon = 0.01, .scale = false, .rms_scaling = true}, kRows),
              {a, 2 * a, 6 * a, 10 * b, -2 * b, 4 * b});
}

// Over columns of two: means 5.5, 0, 5, deviations 4.5, 2, 1. Over all six: mean 3.5, variance
// 161 / 6 - 12.25 = 175 / 12.
TEST(LayerNormalization, OverOtherAxes) {
  const auto of = [](double deviation, double epsilon) {
    return deviation / std::sqrt(deviation * deviation + epsilon);
  };
  const double a = of(4.5, 0.3), b = of(2, 0.3), c = of(1, 0.3);
  expect_near(normalized({.axis = 1, .epsilon = 0.3}, kImages), {-a, b, c, a, -b, -c});
  const double d = 1 / std::sqrt(175.0 / 12 + 0.3);
  const std::vector<double> whole = {-2.5 * d, -1.5 * d, 2.5 * d, 6.5 * d, -5.5 * d, 0.5 * d};
  expect_near(normalized({.axis = {1, 2}, .epsilon = 0.3}, kImages), whole);
  expect_near(normalized({.axis = {-1, -2}, .epsilon = 0.3}, kImages), whole);
}

TEST(LayerNormalization, DeclaresWhatItUses) {
  const auto shapes_of = [](const LayerNormalization& layer) {
    Experiment experiment;
    layer.build(experiment.layer_scope("ln", true), experiment.variable("x", kImages));
    std::vector<Shape> shapes;
    for (const graph::Value& weight : experiment.declared().trainable())
      shapes.push_back(weight.shape());
    return shapes;
  };
  EXPECT_EQ(shapes_of({}), (std::vector<Shape>{{3}, {3}}));
  EXPECT_EQ(shapes_of({.center = false}), (std::vector<Shape>{{3}}));
  EXPECT_EQ(shapes_of({.scale = false, .rms_scaling = true}), (std::vector<Shape>{{3}}));
  EXPECT_EQ(shapes_of({.axis = {2, 1}}), (std::vector<Shape>{{2, 3}, {2, 3}}));
  // Keras sorts axes as they are given.
  EXPECT_EQ(shapes_of({.axis = {1, -1}, .scale = false}), (std::vector<Shape>{{3, 2}}));
}

TEST(LayerNormalization, AxesAreASamples) {
  for (const AxisList& axis : {AxisList(0), AxisList(-3), AxisList(3), AxisList{0, 1},
                               AxisList{1, -2}, AxisList(std::vector<std::int64_t>())}) {
    SCOPED_TRACE(to_text(FieldValue<AxisList>::write(axis)));
    EXPECT_THROW(normalized({.axis = axis}, kImages), InvalidArgument);
  }
  EXPECT_THROW(Layer(LayerNormalization{.epsilon = 0}), InvalidArgument);
  EXPECT_EQ(Layer(LayerNormalization{.axis = {2}}), Layer(LayerNormalization{.axis = 2}));
}

}  // namespace
}  // namespace occam::layers

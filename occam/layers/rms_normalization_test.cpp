#include "occam/layers/rms_normalization.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

using experiments::Experiment;

const Array kImages({1, 2, 3}, std::vector<float>{1, 2, 6, 10, -2, 4});

std::vector<float> normalized(const RMSNormalization& layer, const Array& x) {
  Experiment experiment;
  experiment.output("y",
                    layer.build(experiment.layer_scope("rms", true), experiment.variable("x", x)));
  experiment.run();
  const auto y = experiment.tensor("y");
  return {y.begin(), y.end()};
}

void expect_over_root(const std::vector<float>& actual, const std::vector<double>& mean_squares,
                      double epsilon) {
  const std::vector<float> x = {1, 2, 6, 10, -2, 4};
  ASSERT_EQ(actual.size(), x.size());
  for (std::size_t i = 0; i < x.size(); ++i)
    EXPECT_NEAR(actual[i], x[i] / std::sqrt(mean_squares[i] + epsilon), 1e-6) << i;
}

// Means of the squares: 41 / 3 and 120 / 3 of the rows.
TEST(RMSNormalization, KeepsTheMean) {
  const double a = 41.0 / 3, b = 40, all = 161.0 / 6;
  expect_over_root(normalized({}, kImages), {a, a, a, b, b, b}, 1e-6);
  expect_over_root(normalized({.axis = {2, 1}, .epsilon = 0.3}, kImages),
                   std::vector<double>(6, all), 0.3);
}

TEST(RMSNormalization, ItsScaleHasTheSizesOfTheAxes) {
  const auto shape_of = [](const RMSNormalization& layer) {
    Experiment experiment;
    layer.build(experiment.layer_scope("rms", true), experiment.variable("x", kImages));
    return experiment.declared().trainable().at(0).shape();
  };
  EXPECT_EQ(shape_of({}), (Shape{3}));
  EXPECT_EQ(shape_of({.axis = {2, 1}}), (Shape{2, 3}));
}

TEST(RMSNormalization, AxesAreASamples) {
  for (const AxisList& axis : {AxisList(0), AxisList(1), AxisList(3), AxisList{1, -1},
                               AxisList{1, -2}, AxisList(std::vector<std::int64_t>())}) {
    SCOPED_TRACE(to_text(FieldValue<AxisList>::write(axis)));
    EXPECT_THROW(normalized({.axis = axis}, kImages), InvalidArgument);
  }
  EXPECT_THROW(Layer(RMSNormalization{.epsilon = 0}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

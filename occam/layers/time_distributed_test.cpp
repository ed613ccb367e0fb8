#include "occam/layers/time_distributed.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "occam/layers/batch_normalization.h"
#include "occam/layers/flatten.h"
#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::kSteps;
using experiments::result_of;

TEST(TimeDistributed, EveryStepGoesThroughTheLayer) {
  Shape shape;
  const TimeDistributed sums{
      .layer = Dense{.units = 1, .kernel_initializer = "ones", .bias_initializer = "ones"}};
  EXPECT_EQ(result_of(sums, kSteps, &shape), (std::vector<float>{0, 12, 7, 5, 1, 3}));
  EXPECT_EQ(shape, (Shape{2, 3, 1}));
  const Array images({1, 2, 2, 2}, std::vector<float>{1, 2, 3, 4, 5, 6, 7, 8});
  EXPECT_EQ(result_of(TimeDistributed{.layer = Flatten{}}, images, &shape),
            (std::vector<float>{1, 2, 3, 4, 5, 6, 7, 8}));
  EXPECT_EQ(shape, (Shape{1, 2, 4}));
}

// Of the three steps of the two samples, (1, -2) and (4, 0) for one, each has its own mean and
// deviation: two numbers are 1 and -1 behind it, but for epsilon.
TEST(TimeDistributed, BatchNormalizationTakesEachStepByItself) {
  const TimeDistributed layer{.layer = BatchNormalization{.epsilon = 0.25}};
  const auto y = result_of(layer, kSteps, nullptr, true);
  const std::vector<double> x = {1, -2, 3, 8, 0, 6, 4, 0, 0, 0, -5, 7};
  for (std::size_t i = 0; i < 6; ++i) {
    const double half = (x[i] - x[i + 6]) / 2, expected = half / std::sqrt(half * half + 0.25);
    EXPECT_NEAR(y[i], expected, 1e-6) << i;
    EXPECT_NEAR(y[i + 6], -expected, 1e-6) << i;
  }
}

TEST(TimeDistributed, ItsWeightsAreBelowTheNameOfTheLayer) {
  const auto paths_of = [](const TimeDistributed& layer) {
    experiments::Experiment experiment;
    const Scope scope = experiment.layer_scope("steps", false);
    layer.build(scope, experiment.input("x", kSteps));
    std::vector<std::string> paths;
    for (const graph::Value& weight : experiment.declared().trainable())
      paths.push_back(scope.graph().variable_of(weight).path);
    return paths;
  };
  using Paths = std::vector<std::string>;
  EXPECT_EQ(paths_of({.layer = Dense{.units = 2}}),
            (Paths{"steps/dense/kernel", "steps/dense/bias"}));
  EXPECT_EQ(paths_of({.layer = Dense{.units = 2, .use_bias = false, .name = "own"}}),
            (Paths{"steps/own/kernel"}));
  const std::vector<LayerPart> parts = TimeDistributed{.layer = Dense{.units = 2}}.parts();
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_EQ(parts[0].path, "dense");
  EXPECT_EQ(parts[0].group, "layer");
}

TEST(TimeDistributed, WantsSteps) {
  EXPECT_THROW(result_of(TimeDistributed{}, Array({2, 3}, std::vector<float>(6))), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

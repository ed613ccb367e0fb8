#include "occam/layers/scaling.h"

#include <gtest/gtest.h>

#include "occam/initializers/random_uniform.h"
#include "occam/regularizers/l1.h"
#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

using experiments::Experiment;

TEST(Scaling, StartsAsTheInputAndScalesEachFeature) {
  const std::vector<float> x{-2, 0.25f, 0.5f, 4};
  for (const bool ones : {true, false}) {
    Experiment experiment;
    Scaling layer;
    if (!ones) layer.scale_initializer = initializers::RandomUniform{.minval = 3, .maxval = 3};
    experiment.output("y", layer.build(experiment.layer_scope("scaling", true),
                                       experiment.variable("x", {{2, 2}, x})));
    experiment.run();
    for (std::size_t i = 0; i < 4; ++i)
      EXPECT_EQ(experiment.tensor("y")[i], (ones ? 1.0f : 3.0f) * x[i]);
  }
}

TEST(Scaling, HasAPenaltyAndALearningRateOfItsOwn) {
  Experiment experiment;
  Scaling{.scale_regularizer = regularizers::L1{.l1 = 0.5}, .scale_learning_rate_factor = 6}.build(
      experiment.layer_scope("scaling", true),
      experiment.input("x", Array(DType::kFloat32, {2, 3})));
  EXPECT_TRUE(experiment.declared().penalties.at(0));
  EXPECT_TRUE(experiment.declared().factors.at(0));
  EXPECT_EQ(experiment.declared().values.at(0).shape(), Shape{3});
}

}  // namespace
}  // namespace occam::layers

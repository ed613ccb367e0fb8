#include "occam/layers/parametric_activation.h"

#include <gtest/gtest.h>

#include "occam/initializers/random_uniform.h"
#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

// x + alpha (relu(x) - x): below 0 it is (1 - alpha) x.
TEST(ParametricActivation, BlendsTheActivationWithTheLine) {
  const std::vector<float> x{-2, 1, 0.5f, -4};
  for (const float alpha : {1.0f, 0.25f, 0.0f}) {
    experiments::Experiment experiment;
    const ParametricActivation layer{
        .activation = "relu",
        .alpha_initializer = initializers::RandomUniform{.minval = alpha, .maxval = alpha}};
    experiment.output("y", layer.build(experiment.layer_scope("activation", true),
                                       experiment.variable("x", {{2, 2}, x})));
    experiment.run();
    for (std::size_t i = 0; i < 4; ++i)
      EXPECT_FLOAT_EQ(experiment.tensor("y")[i], x[i] < 0 ? (1 - alpha) * x[i] : x[i]);
  }
}

}  // namespace
}  // namespace occam::layers

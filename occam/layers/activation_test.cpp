#include "occam/layers/activation.h"

#include <gtest/gtest.h>

#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

TEST(ActivationLayer, AppliesItsFunctionOrNothing) {
  const Array x({1, 2, 2}, std::vector<float>{-1, 2, 0.5f, -3});
  for (const bool relu : {true, false}) {
    experiments::Experiment experiment;
    const Activation layer{.activation = relu ? occam::Activation("relu") : occam::Activation()};
    experiment.output(
        "y", layer.build(experiment.layer_scope("activation", true), experiment.variable("x", x)));
    experiment.run();
    const auto y = experiment.tensor("y");
    EXPECT_EQ((std::vector<float>(y.begin(), y.end())),
              (relu ? std::vector<float>{0, 2, 0.5f, 0} : std::vector<float>{-1, 2, 0.5f, -3}));
  }
}

}  // namespace
}  // namespace occam::layers

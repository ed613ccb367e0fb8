#include "occam/layers/clip.h"

#include <gtest/gtest.h>

#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

TEST(Clip, OfPredictionsButNotInTraining) {
  const std::vector<float> x{-2, 0, 0.5f, 4};
  for (const bool training : {true, false}) {
    experiments::Experiment experiment;
    experiment.output(
        "y", Clip{.low = -0.75, .high = 0.5}.build(experiment.layer_scope("clip", training),
                                                   experiment.variable("x", {{4, 1}, x})));
    experiment.run();
    const auto y = experiment.tensor("y");
    EXPECT_EQ(std::vector<float>(y.begin(), y.end()),
              training ? x : (std::vector<float>{-0.75f, 0, 0.5f, 0.5f}));
  }
}

TEST(Clip, LimitsInOrder) { EXPECT_THROW(Layer(Clip{.low = 2, .high = 1}), InvalidArgument); }

}  // namespace
}  // namespace occam::layers

#include "occam/layers/smooth_clip.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

TEST(SmoothClip, IsTheFormulaAndStaysWithinTheLimit) {
  const std::vector<float> x{-2, 0, 0.5f, 4, -1e4f, 3e38f, -3e38f, 1e20f};
  experiments::Experiment experiment;
  experiment.output("y", SmoothClip{.limit = 3.0}.build(experiment.layer_scope("clip", true),
                                                        experiment.variable("x", {{2, 4}, x})));
  experiment.run();
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double wide = static_cast<double>(x[i]);
    const double expected = wide / std::sqrt(1 + wide / 3 * (wide / 3));
    EXPECT_NEAR(experiment.tensor("y")[i], expected, 5e-7) << x[i];
    EXPECT_LE(std::abs(experiment.tensor("y")[i]), 3.0f);
  }
}

}  // namespace
}  // namespace occam::layers

#include "occam/layers/spatial_dropout1d.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::Experiment;
using experiments::kSteps;
using experiments::result_of;

TEST(SpatialDropout1D, DropsAFeatureAtAllSteps) {
  EXPECT_EQ(result_of<SpatialDropout1D>({.rate = 0.2}, kSteps).size(), 12u);
  const std::vector<float> ones(50 * 4 * 30, 1.0f);
  const std::vector<float> y =
      result_of<SpatialDropout1D>({.rate = 0.2}, Array({50, 4, 30}, ones), nullptr, true);
  std::size_t dropped = 0;
  for (std::size_t sample = 0; sample < 50; ++sample) {
    for (std::size_t feature = 0; feature < 30; ++feature) {
      const float first = y[sample * 120 + feature];
      dropped += first == 0;
      EXPECT_TRUE(first == 0 || first == 1.25f) << first;
      for (std::size_t step = 1; step < 4; ++step)
        EXPECT_EQ(y[sample * 120 + step * 30 + feature], first);
    }
  }
  // Of 1500 draws at 0.2: 300, with a deviation of 15.5.
  EXPECT_NEAR(static_cast<double>(dropped), 300.0, 62.0);
  EXPECT_THROW(result_of<SpatialDropout1D>({.rate = 0.2}, Array({2, 3}, std::vector<float>(6))),
               InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

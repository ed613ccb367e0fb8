#include "occam/losses/sample_weights.h"

#include <gtest/gtest.h>

#include <span>
#include <vector>

#include "tests/experiment/experiment.h"

namespace occam::losses {
namespace {

TEST(SampleWeights, RepeatOneWeightASample) {
  experiments::Experiment experiment;
  const graph::Value weights = experiment.input("weights", Array({2}, std::vector<float>{2, -1}));
  experiment.output("repeated", repeat_weights(weights, {2, 1, 2}));
  experiment.run();
  const std::span<const float> repeated = experiment.tensor("repeated");
  EXPECT_EQ(std::vector<float>(repeated.begin(), repeated.end()),
            (std::vector<float>{2, 2, -1, -1}));
}

}  // namespace
}  // namespace occam::losses

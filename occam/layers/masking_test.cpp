#include "occam/layers/masking.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::Experiment;
using experiments::kSteps;
using experiments::result_of;

TEST(Masking, StepsOfOneValueDoNotCount) {
  Experiment experiment;
  const Scope scope = experiment.layer_scope("layer", false);
  const graph::Value y =
      Layer(Masking{.mask_value = 0.0}).build(scope, experiment.input("x", kSteps));
  experiment.output("y", y);
  experiment.output("mask", scope.mask_of(y));
  experiment.run();
  const auto mask = experiment.tensor("mask");
  EXPECT_EQ((std::vector<float>{mask.begin(), mask.end()}), (std::vector<float>{1, 1, 1, 1, 0, 1}));
  EXPECT_EQ(result_of<Masking>({.mask_value = 6}, Array({1, 2, 2}, std::vector<float>{6, 6, 6, 5})),
            (std::vector<float>{0, 0, 6, 5}));
  EXPECT_THROW(result_of<Masking>({}, Array({2, 3}, std::vector<float>(6))), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

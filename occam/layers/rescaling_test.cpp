#include "occam/layers/rescaling.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

using experiments::Experiment;

std::vector<float> result_of(const Rescaling& layer, const Array& x, Shape* shape = nullptr) {
  Experiment experiment;
  const graph::Value y =
      layer.build(experiment.layer_scope("layer", false), experiment.input("x", x));
  if (shape != nullptr) *shape = y.shape();
  experiment.output("y", y);
  experiment.run();
  const auto values = experiment.tensor("y");
  return {values.begin(), values.end()};
}

TEST(Rescaling, ScalesAndShifts) {
  EXPECT_EQ(result_of({.scale = 0.5, .offset = -1}, Array({1, 3}, std::vector<float>{0, 4, -2})),
            (std::vector<float>{-1, 1, -2}));
}

}  // namespace
}  // namespace occam::layers

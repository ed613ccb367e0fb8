#include "occam/layers/identity.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

using experiments::Experiment;

std::vector<float> result_of(const Identity& layer, const Array& x, Shape* shape = nullptr) {
  Experiment experiment;
  const graph::Value y =
      layer.build(experiment.layer_scope("layer", false), experiment.input("x", x));
  if (shape != nullptr) *shape = y.shape();
  experiment.output("y", y);
  experiment.run();
  const auto values = experiment.tensor("y");
  return {values.begin(), values.end()};
}

TEST(Identity, IsTheInput) {
  EXPECT_EQ(result_of({}, Array({1, 3}, std::vector<float>{1, -2, 3})),
            (std::vector<float>{1, -2, 3}));
}

}  // namespace
}  // namespace occam::layers

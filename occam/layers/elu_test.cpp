#include "occam/layers/elu.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

using experiments::Experiment;

std::vector<float> result_of(const ELU& layer, const Array& x, Shape* shape = nullptr) {
  Experiment experiment;
  const graph::Value y =
      layer.build(experiment.layer_scope("layer", false), experiment.input("x", x));
  if (shape != nullptr) *shape = y.shape();
  experiment.output("y", y);
  experiment.run();
  const auto values = experiment.tensor("y");
  return {values.begin(), values.end()};
}

TEST(ELU, IsExponentialBelowZero) {
  const auto y = result_of({.alpha = 0.7}, Array({1, 3}, std::vector<float>{-1, 0, 2}));
  EXPECT_FLOAT_EQ(y[0], static_cast<float>(0.7 * std::expm1(-1.0)));
  EXPECT_EQ(y[1], 0);
  EXPECT_EQ(y[2], 2);
}

}  // namespace
}  // namespace occam::layers

#include "occam/layers/leaky_re_lu.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

using experiments::Experiment;

std::vector<float> result_of(const LeakyReLU& layer, const Array& x, Shape* shape = nullptr) {
  Experiment experiment;
  const graph::Value y =
      layer.build(experiment.layer_scope("layer", false), experiment.input("x", x));
  if (shape != nullptr) *shape = y.shape();
  experiment.output("y", y);
  experiment.run();
  const auto values = experiment.tensor("y");
  return {values.begin(), values.end()};
}

TEST(LeakyReLU, HasASlopeBelowZero) {
  const Array x({2, 2}, std::vector<float>{-2, 3, -4, 0});
  EXPECT_EQ(result_of({.negative_slope = 0.25}, x), (std::vector<float>{-0.5f, 3, -1, 0}));
  EXPECT_FLOAT_EQ(result_of({}, x)[0], -0.6f);
  EXPECT_THROW(Layer(LeakyReLU{.negative_slope = -1}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

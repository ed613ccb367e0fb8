#include "occam/layers/repeat_vector.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

using experiments::Experiment;

std::vector<float> result_of(const RepeatVector& layer, const Array& x, Shape* shape = nullptr) {
  Experiment experiment;
  const graph::Value y =
      layer.build(experiment.layer_scope("layer", false), experiment.input("x", x));
  if (shape != nullptr) *shape = y.shape();
  experiment.output("y", y);
  experiment.run();
  const auto values = experiment.tensor("y");
  return {values.begin(), values.end()};
}

TEST(RepeatVector, RepeatsEachSample) {
  Shape shape;
  EXPECT_EQ(result_of({.n = 3}, Array({2, 2}, std::vector<float>{1, 2, 3, 4}), &shape),
            (std::vector<float>{1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4}));
  EXPECT_EQ(shape, (Shape{2, 3, 2}));
  EXPECT_THROW(result_of({.n = 3}, Array({2, 1, 2}, std::vector<float>(4))), InvalidArgument);
  EXPECT_THROW(Layer(RepeatVector{.n = 0}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

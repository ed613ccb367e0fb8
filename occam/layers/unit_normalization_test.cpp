#include "occam/layers/unit_normalization.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

using experiments::Experiment;

std::vector<float> result_of(const UnitNormalization& layer, const Array& x,
                             Shape* shape = nullptr) {
  Experiment experiment;
  const graph::Value y =
      layer.build(experiment.layer_scope("layer", false), experiment.input("x", x));
  if (shape != nullptr) *shape = y.shape();
  experiment.output("y", y);
  experiment.run();
  const auto values = experiment.tensor("y");
  return {values.begin(), values.end()};
}

TEST(UnitNormalization, NormsAreOne) {
  const Array x({1, 2, 2}, std::vector<float>{3, 4, 0, 0});
  EXPECT_EQ(result_of({}, x), (std::vector<float>{0.6f, 0.8f, 0, 0}));
  EXPECT_EQ(result_of({.axis = 1}, x), (std::vector<float>{1, 1, 0, 0}));
  EXPECT_EQ(result_of({.axis = {1, 2}}, x), (std::vector<float>{0.6f, 0.8f, 0, 0}));
  EXPECT_THROW(result_of({.axis = 0}, x), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

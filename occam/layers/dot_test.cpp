#include "occam/layers/dot.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

using experiments::Experiment;

std::vector<float> result_of(const Dot& layer, const std::vector<Array>& x) {
  Experiment experiment;
  std::vector<graph::Value> inputs;
  for (std::size_t i = 0; i < x.size(); ++i)
    inputs.push_back(experiment.input("x" + std::to_string(i), x[i]));
  experiment.output("y", layer.build(experiment.layer_scope("layer", false), inputs));
  experiment.run();
  const auto values = experiment.tensor("y");
  return {values.begin(), values.end()};
}

using Values = std::vector<float>;

// Vectors, matrices along different axes, and the cosine.
TEST(Dot, ContractsAnAxisOfEach) {
  const Array a({2, 3}, Values{1, 2, 3, 0, -1, 2}), b({2, 3}, Values{2, 0, 1, 4, 5, 6});
  EXPECT_EQ(result_of({.axes = 1}, {a, b}), (Values{5, 7}));
  const Array m({1, 2, 3}, Values{1, 2, 3, 4, 5, 6}), n({1, 2, 2}, Values{1, 0, 2, -1});
  // m^T n: (3 x 2) (2 x 2)
  EXPECT_EQ(result_of({.axes = 1}, {m, n}), (Values{9, -4, 12, -5, 15, -6}));
  EXPECT_EQ(result_of({.axes = {1, 2}}, {m, n}), (Values{1, -2, 2, -1, 3, 0}));
  const Array v({1, 2}, Values{3, 4}), w({1, 2}, Values{4, 3});
  EXPECT_FLOAT_EQ(result_of({.axes = -1, .normalize = true}, {v, w})[0], 24 / 25.0f);
}

TEST(Dot, RefusesWhatDoesNotFit) {
  const Array a({2, 3}, Values(6)), b({2, 4}, Values(8));
  EXPECT_THROW(result_of({.axes = 1}, {a}), InvalidArgument);
  EXPECT_THROW(result_of({.axes = 1}, {a, b}), InvalidArgument);
  EXPECT_THROW(result_of({.axes = 0}, {a, a}), InvalidArgument);
  EXPECT_THROW(result_of({.axes = 2}, {a, a}), InvalidArgument);
  EXPECT_THROW(result_of({.axes = {1, 1, 1}}, {a, a}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

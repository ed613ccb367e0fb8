#include "occam/layers/minimum.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

using experiments::Experiment;

std::vector<float> result_of(const Minimum& layer, const std::vector<Array>& x) {
  Experiment experiment;
  std::vector<graph::Value> inputs;
  for (std::size_t i = 0; i < x.size(); ++i)
    inputs.push_back(experiment.input("x" + std::to_string(i), x[i]));
  experiment.output("y", layer.build(experiment.layer_scope("layer", false), inputs));
  experiment.run();
  const auto values = experiment.tensor("y");
  return {values.begin(), values.end()};
}

const Array kA({2, 2}, std::vector<float>{1, -2, 3, 8});
const Array kB({2, 2}, std::vector<float>{2, 4, -1, 0.5f});
const Array kC({2, 1}, std::vector<float>{3, 6});
using Values = std::vector<float>;

TEST(Minimum, OfAllWithBroadcasting) {
  EXPECT_EQ(result_of({}, {kA, kB}), (Values{1, -2, -1, 0.5f}));
  EXPECT_EQ(result_of({}, {kC, kA}), (Values{1, -2, 3, 6}));
  EXPECT_THROW(result_of({}, {kA}), InvalidArgument);
  EXPECT_THROW(result_of({}, {kA, Array({2, 3}, Values(6))}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

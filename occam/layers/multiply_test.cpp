#include "occam/layers/multiply.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

using experiments::Experiment;

std::vector<float> result_of(const Multiply& layer, const std::vector<Array>& x) {
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

TEST(Multiply, OfAllWithBroadcasting) {
  EXPECT_EQ(result_of({}, {kA, kB}), (Values{2, -8, -3, 4}));
  EXPECT_EQ(result_of({}, {kA, kB, kC}), (Values{6, -24, -18, 24}));
  EXPECT_THROW(result_of({}, {kA}), InvalidArgument);
  EXPECT_THROW(result_of({}, {kA, Array({2, 3}, Values(6))}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

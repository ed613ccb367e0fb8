#include "occam/layers/flatten.h"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

TEST(Flatten, KeepsTheBatchAndTheOrder) {
  experiments::Experiment experiment;
  std::vector<float> values(24);
  std::iota(values.begin(), values.end(), 1.0f);
  const graph::Value y = Flatten{}.build(experiment.layer_scope("flatten", false),
                                         experiment.variable("x", Array({2, 3, 4}, values)));
  EXPECT_EQ(y.shape(), (Shape{2, 12}));
  experiment.output("y", y);
  experiment.run();
  const auto y_values = experiment.tensor("y");
  EXPECT_EQ((std::vector<float>(y_values.begin(), y_values.end())), values);
}

}  // namespace
}  // namespace occam::layers

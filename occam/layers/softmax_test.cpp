#include "occam/layers/softmax.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "tests/experiment/experiment.h"
#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::result_of;

/// Largest distance from 1 of the sums over the places that `group` puts together.
template <class Group>
double distance_from_one(const std::vector<float>& y, std::size_t groups, const Group& group) {
  std::vector<double> sums(groups);
  for (std::size_t i = 0; i < y.size(); ++i) sums[group(i)] += static_cast<double>(y[i]);
  double most = 0;
  for (const double sum : sums) most = std::max(most, std::abs(sum - 1));
  return most;
}

// Samples of shape (2, 3): along the last axis, along the first, over both.
TEST(Softmax, SumsToOneAlongItsAxes) {
  const Array x({2, 2, 3}, std::vector<float>{1, 2, 4, -1, 0, 3, 0.5f, 0.25f, 2, 1, 1, -2});
  EXPECT_LT(distance_from_one(result_of<Softmax>({}, x), 4, [](auto i) { return i / 3; }), 1e-6);
  const auto first = result_of<Softmax>({.axis = 1}, x);
  EXPECT_LT(distance_from_one(first, 6, [](auto i) { return i / 6 * 3 + i % 3; }), 1e-6);
  EXPECT_NEAR(first[0] / first[3], std::exp(2.0), 1e-4);
  const auto both = result_of<Softmax>({.axis = {1, 2}}, x);
  EXPECT_LT(distance_from_one(both, 2, [](auto i) { return i / 6; }), 1e-6);
  EXPECT_NEAR(both[2] / both[5], std::exp(1.0), 1e-4);
  EXPECT_THROW(result_of<Softmax>({.axis = 0}, x), InvalidArgument);
  EXPECT_THROW(result_of<Softmax>({.axis = 3}, x), InvalidArgument);
}

// Of ln 1, ln 3, ln 5 the second does not count; of the second row none does.
TEST(Softmax, LeavesOutNumbersThatAMaskLeavesOut) {
  experiments::Experiment experiment;
  const Scope scope = experiment.layer_scope("softmax", false);
  const graph::Value x =
      experiment.input("x", Array({2, 3}, std::vector<float>{0, 1.0986123f, 1.6094379f, 1, 2, 3}));
  scope.set_mask(x, experiment.input("mask", Array({2, 3}, std::vector<float>{1, 0, 1, 0, 0, 0})));
  experiment.output("y", Layer(Softmax{}).build(scope, x));
  experiment.run();
  const auto y = experiment.tensor("y");
  const std::vector<float> expected{1 / 6.0f, 0, 5 / 6.0f, 0, 0, 0};
  for (std::size_t i = 0; i < 6; ++i) EXPECT_NEAR(y[i], expected[i], 1e-6f) << i;
}

}  // namespace
}  // namespace occam::layers

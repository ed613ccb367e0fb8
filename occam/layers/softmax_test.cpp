#include "occam/layers/softmax.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

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

}  // namespace
}  // namespace occam::layers

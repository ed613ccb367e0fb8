#include "occam/layers/discretization.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "tests/experiment/layer_result.h"

namespace occam::layers {
namespace {

using experiments::result_of;

const Array kNumbers({2, 3}, std::vector<float>{-5, 0.5f, 0, 3, 2, 7});

TEST(Discretization, ABoundaryBelongsToTheBinAboveIt) {
  EXPECT_EQ(result_of<Discretization>({.bin_boundaries = {0, 2}}, kNumbers),
            (std::vector<float>{0, 1, 1, 2, 2, 2}));
  EXPECT_EQ(result_of<Discretization>({.bin_boundaries = {0.5, 0.5}}, kNumbers),
            (std::vector<float>{0, 2, 0, 2, 2, 2}));
  EXPECT_EQ(result_of<Discretization>({.bin_boundaries = std::vector<double>()}, kNumbers),
            std::vector<float>(6, 0));
}

TEST(Discretization, WhatIsNoNumberIsInTheLastBin) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinite = std::numeric_limits<float>::infinity();
  const Array x({1, 3}, std::vector<float>{nan, -infinite, infinite});
  EXPECT_EQ(result_of<Discretization>({.bin_boundaries = {0, 2}}, x),
            (std::vector<float>{2, 0, 2}));
}

TEST(Discretization, Columns) {
  EXPECT_EQ(result_of<Discretization>({.bin_boundaries = {0, 2}, .output_mode = "count"}, kNumbers),
            (std::vector<float>{1, 2, 0, 0, 0, 3}));
  EXPECT_EQ(
      result_of<Discretization>({.bin_boundaries = {0, 2}, .output_mode = "multi_hot"}, kNumbers),
      (std::vector<float>{1, 1, 0, 0, 0, 1}));
}

// Of eight numbers the 2nd, 4th and 6th.
TEST(Discretization, BinsOfEquallyManyRows) {
  Discretization layer{.num_bins = 4};
  layer.adapt(Array({8}, std::vector<float>{80, 10, 60, 30, 50, 40, 70, 20}));
  EXPECT_EQ(layer.bin_boundaries.items(), (std::vector<double>{20, 40, 60}));
}

TEST(Discretization, Refuses) {
  EXPECT_THROW(Layer(Discretization{}), InvalidArgument);
  EXPECT_THROW(Layer(Discretization{.bin_boundaries = {1, 0}}), InvalidArgument);
  EXPECT_THROW(Layer(Discretization{.bin_boundaries = {1e39}}), InvalidArgument);
  EXPECT_THROW(Layer(Discretization{.num_bins = 0}), InvalidArgument);
  EXPECT_THROW(Layer(Discretization{.num_bins = 2, .epsilon = 0}), InvalidArgument);
  EXPECT_THROW(result_of<Discretization>({.num_bins = 2}, kNumbers), InvalidArgument);
  EXPECT_THROW(Discretization{.bin_boundaries = {1}}.adapt(kNumbers), InvalidArgument);
  Discretization layer{.num_bins = 2};
  EXPECT_THROW(layer.adapt(Array({0}, std::vector<float>())), InvalidArgument);
  EXPECT_THROW(layer.adapt(Array({1}, std::vector<double>{1e39})), InvalidArgument);
  EXPECT_THROW(layer.adapt(Array({1}, std::vector<float>{std::numeric_limits<float>::quiet_NaN()})),
               InvalidArgument);
}

}  // namespace
}  // namespace occam::layers

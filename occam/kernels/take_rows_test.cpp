#include "occam/kernels/take_rows.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "occam/base/random.h"

namespace occam::kernels {
namespace {

std::vector<float> spread_numbers(std::int64_t count) {
  std::vector<float> values;
  for (std::int64_t i = 0; i < count; ++i)
    values.push_back(2 * random_uniform({7, 5}, 0, static_cast<std::uint64_t>(i)) - 0.8f);
  return values;
}

/// Whole numbers below `rows`, many of them twice.
std::vector<float> positions(const TakeRows& take) {
  std::vector<float> index;
  for (std::int64_t i = 0; i < take.count; ++i)
    index.push_back(static_cast<float>(i * i * 7 % take.rows));
  return index;
}

constexpr TakeRows kCases[] = {{1, 1, 5}, {3, 4, 9}, {16, 3, 40}, {17, 33, 100}, {100, 2, 7}};

TEST(TakeRowsTest, TakesRowsInAnyParts) {
  for (const TakeRows& take : kCases) {
    const std::vector<float> table = spread_numbers(take.rows * take.cols), index = positions(take);
    std::vector<float> out(static_cast<std::size_t>(take.count * take.cols), -77.0f);
    for (std::int64_t i = 0; i < take.count; i += 3)
      take_rows(take, table.data(), index.data(), out.data(), i, std::min(i + 3, take.count));
    for (std::int64_t i = 0; i < take.count * take.cols; ++i) {
      const auto row = static_cast<std::int64_t>(index[static_cast<std::size_t>(i / take.cols)]);
      ASSERT_EQ(out[static_cast<std::size_t>(i)],
                table[static_cast<std::size_t>(row * take.cols + i % take.cols)]);
    }
  }
}

TEST(TakeRowsTest, WhatIsNoRowGivesNaN) {
  const TakeRows take{3, 2, 6};
  const std::vector<float> table = spread_numbers(6);
  const std::vector<float> index{-1, 3, 0.5f, std::numeric_limits<float>::quiet_NaN(), 1e30f, 2};
  std::vector<float> out(12);
  take_rows(take, table.data(), index.data(), out.data(), 0, 6);
  for (std::size_t i = 0; i < 10; ++i) EXPECT_TRUE(std::isnan(out[i])) << i;
  EXPECT_EQ(out[11], table[5]);
  std::vector<float> sums(6);
  const std::vector<float> upstream = spread_numbers(12);
  take_rows_gradient(take, upstream.data(), index.data(), sums.data(), 0, take.gradient_items());
  EXPECT_EQ(sums, (std::vector<float>{0, 0, 0, 0, upstream[10], upstream[11]}));
}

// The sums are in the order of the indices, however the items are cut.
TEST(TakeRowsTest, GradientsAddUpInOrder) {
  for (const TakeRows& take : kCases) {
    const std::vector<float> upstream = spread_numbers(take.count * take.cols),
                             index = positions(take);
    std::vector<float> expected(static_cast<std::size_t>(take.rows * take.cols), 0.0f);
    for (std::int64_t i = 0; i < take.count * take.cols; ++i) {
      const auto row = static_cast<std::int64_t>(index[static_cast<std::size_t>(i / take.cols)]);
      expected[static_cast<std::size_t>(row * take.cols + i % take.cols)] +=
          upstream[static_cast<std::size_t>(i)];
    }
    for (const std::int64_t part : {1, 3, 16}) {
      std::vector<float> sums(expected.size(), -77.0f);
      for (std::int64_t item = 0; item < take.gradient_items(); item += part)
        take_rows_gradient(take, upstream.data(), index.data(), sums.data(), item,
                           std::min(item + part, take.gradient_items()));
      EXPECT_EQ(sums, expected) << take.rows << " in parts of " << part;
    }
  }
}

}  // namespace
}  // namespace occam::kernels

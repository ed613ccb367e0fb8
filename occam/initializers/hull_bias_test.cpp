#include "occam/initializers/hull_bias.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace occam::initializers {
namespace {

TEST(HullBias, LiesWithinWhatEachUnitGives) {
  constexpr std::int64_t kRows = 50, kUnits = 200;
  std::vector<float> responses;
  for (std::int64_t row = 0; row < kRows; ++row) {
    for (std::int64_t unit = 0; unit < kUnits; ++unit) {
      responses.push_back(static_cast<float>(row * 7 % kRows) / static_cast<float>(kRows) +
                          static_cast<float>(unit));
    }
  }
  std::vector<float> bias(kUnits, 9.0f);
  HullBias{}.fill(bias, {kUnits}, {5, 1});
  EXPECT_EQ(bias[3], 0.0f);
  HullBias{}.adapt(bias, {responses, kRows, kUnits}, {5, 1});
  double sum = 0, squares = 0;
  for (std::size_t unit = 0; unit < bias.size(); ++unit) {
    const double within = -static_cast<double>(bias[unit]) - static_cast<double>(unit);
    EXPECT_GE(within, 0.0);
    EXPECT_LE(within, 1.0);
    sum += within;
    squares += within * within;
  }
  // The mean of the values is 0.49; shares even in the simplex of 5 have sum(c^2) = 2 / 6.
  const double mean = sum / kUnits, variance = squares / kUnits - mean * mean;
  EXPECT_NEAR(mean, 0.49, 0.05);
  EXPECT_NEAR(variance, 1.0 / 12 / 3, 0.01);
}

// One point is one of the values themselves.
TEST(HullBias, OfOnePointIsARowsValue) {
  const std::vector<float> responses{1, 2, 4, 8};
  std::set<float> seen;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    std::vector<float> bias(1);
    HullBias{.points = 1}.adapt(bias, {responses, 4, 1}, {seed, 1});
    seen.insert(bias[0]);
  }
  EXPECT_EQ(seen, (std::set<float>{-1, -2, -4, -8}));
}

}  // namespace
}  // namespace occam::initializers

#include "occam/evaluation/bootstrap.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "occam/base/errors.h"

// Intervals against scikit-learn and numpy, draw by draw, are in tests/golden.
namespace occam::evaluation {
namespace {

const double kNan = std::numeric_limits<double>::quiet_NaN();

/// The weighted mean of 0, 1, ... n-1.
std::optional<double> mean_row(std::span<const std::uint32_t> weights) {
  double sum = 0.0, all = 0.0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    sum += weights[i] * static_cast<double>(i);
    all += weights[i];
  }
  EXPECT_EQ(all, static_cast<double>(weights.size()));
  return sum / all;
}

TEST(Bootstrap, IntervalOfAMeanIsThatOfTheNormalLaw) {
  // Mean of 0..n-1: standard error sqrt((n^2 - 1) / 12 / n); its quantiles vary by 5 % themselves.
  constexpr std::int64_t kRows = 2001;
  const std::vector<WeightedMeasure> measures{mean_row};
  const auto values = resample(measures, kRows, {.resamples = 4000, .seed = 2});
  const Estimate made = estimate(1000.0, values[0]);
  const double error = std::sqrt((2001.0 * 2001.0 - 1.0) / 12.0 / 2001.0);
  EXPECT_NEAR(made.low, 1000.0 - 1.96 * error, 0.12 * error);
  EXPECT_NEAR(made.high, 1000.0 + 1.96 * error, 0.12 * error);
  const Estimate narrow = estimate(1000.0, values[0], 0.5);
  EXPECT_NEAR(narrow.high - narrow.low, 2 * 0.6745 * error, 0.12 * error);
}

TEST(Bootstrap, SameNumbersForAnyThreadsAndOtherOnesForAnotherSeed) {
  const std::vector<WeightedMeasure> measures{mean_row};
  const auto one = resample(measures, 333, {.resamples = 50, .seed = 7, .threads = 1});
  EXPECT_EQ(resample(measures, 333, {.resamples = 50, .seed = 7, .threads = 3}), one);
  EXPECT_NE(resample(measures, 333, {.resamples = 50, .seed = 8, .threads = 1}), one);
}

TEST(Bootstrap, MeasuresSeeTheSameResamples) {
  const std::vector<WeightedMeasure> measures{
      mean_row, [](std::span<const std::uint32_t> weights) -> std::optional<double> {
        return *mean_row(weights) + 3.0;
      }};
  const auto values = resample(measures, 20, {.resamples = 100});
  for (std::size_t r = 0; r < 100; ++r) EXPECT_DOUBLE_EQ(values[1][r] - values[0][r], 3.0);
}

TEST(Bootstrap, UndefinedResamplesAreSkippedAndCounted) {
  // Row 0 is missing from a resample of 5 with chance 0.8^5 = 0.328.
  const std::vector<WeightedMeasure> measures{
      [](std::span<const std::uint32_t> weights) -> std::optional<double> {
        if (weights[0] == 0) return std::nullopt;
        return weights[0];
      }};
  const Estimate made = estimate(1.0, resample(measures, 5, {.resamples = 2000})[0]);
  EXPECT_EQ(made.used + made.skipped, 2000);
  EXPECT_NEAR(static_cast<double>(made.skipped), 2000 * std::pow(0.8, 5), 85);  // four deviations
  EXPECT_EQ(made.low, 1.0);
  const Estimate none = estimate(kNan, std::vector<double>{kNan, kNan});
  EXPECT_EQ(none.used, 0);
  EXPECT_TRUE(std::isnan(none.low));
}

TEST(Bootstrap, QuantilesAreLinearBetweenNeighbours) {
  // numpy.quantile([1, 2, 4, 8], [0.1, 0.9]) = 1.3, 6.8.
  const Estimate made = estimate(3.0, std::vector<double>{8, kNan, 2, 1, 4}, 0.8);
  EXPECT_DOUBLE_EQ(made.low, 1.3);
  EXPECT_DOUBLE_EQ(made.high, 6.8);
  EXPECT_EQ(made.skipped, 1);
}

TEST(Bootstrap, ManyRowsGetFewerResamples) {
  const std::vector<WeightedMeasure> measures{
      [](std::span<const std::uint32_t> weights) -> std::optional<double> { return weights[0]; }};
  EXPECT_EQ(resample(measures, 20'000)[0].size(), 1000u);
  EXPECT_EQ(resample(measures, 50'000)[0].size(), 400u);
  EXPECT_EQ(resample(measures, 300'000)[0].size(), 200u);
}

TEST(Bootstrap, RefusesWrongOptions) {
  const std::vector<WeightedMeasure> measures{mean_row};
  EXPECT_THROW(resample(measures, 3, {.resamples = -1}), InvalidArgument);
  EXPECT_THROW(resample(measures, 0), InvalidArgument);
  EXPECT_THROW(estimate(1.0, std::vector<double>{1.0}, 1.0), InvalidArgument);
  EXPECT_THROW(estimate(1.0, std::vector<double>{1.0}, kNan), InvalidArgument);
}

}  // namespace
}  // namespace occam::evaluation

#include "occam/selection/search_space.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "occam/base/errors.h"

namespace occam::selection {
namespace {

using testing::HasSubstr;

constexpr auto kLogarithmic = SearchAxis::Scale::kLogarithmic;
constexpr std::int64_t kDraws = 20'000;

std::vector<double> drawn(const SearchAxis& axis, std::uint64_t seed = 4) {
  std::vector<double> values;
  for (std::int64_t trial = 0; trial < kDraws; ++trial)
    values.push_back(draw({&axis, 1}, seed, trial)[0].second);
  return values;
}

/// Largest distance between the distribution of the values and that whose quantiles `share` gives.
template <class Share>
double kolmogorov_distance(std::vector<double> values, Share share) {
  std::sort(values.begin(), values.end());
  double distance = 0;
  const auto n = static_cast<double>(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    distance = std::max({distance, std::abs(share(values[i]) - static_cast<double>(i) / n),
                         std::abs(share(values[i]) - static_cast<double>(i + 1) / n)});
  }
  return distance;
}
/// Passed by one of a thousand samples of the right distribution (Kolmogorov's limit).
const double kDistance = 1.95 / std::sqrt(static_cast<double>(kDraws));

double chi_squared(const std::map<double, std::int64_t>& counts,
                   const std::map<double, double>& shares) {
  double sum = 0;
  for (const auto& [value, share] : shares) {
    const double expected = share * static_cast<double>(kDraws);
    const double count = counts.contains(value) ? static_cast<double>(counts.at(value)) : 0.0;
    sum += (count - expected) * (count - expected) / expected;
  }
  return sum;
}

std::map<double, std::int64_t> counts_of(const std::vector<double>& values) {
  std::map<double, std::int64_t> counts;
  for (const double value : values) ++counts[value];
  return counts;
}

TEST(SearchSpace, RangesAreUniformOnTheirScale) {
  const std::vector<double> linear = drawn({.name = "rate", .items = {{0.1, 0.5}}});
  EXPECT_LT(kolmogorov_distance(linear, [](double x) { return (x - 0.1) / 0.4; }), kDistance);
  const std::vector<double> orders =
      drawn({.name = "lr", .items = {{1e-4, 1e-1}}, .scale = kLogarithmic});
  EXPECT_LT(kolmogorov_distance(orders, [](double x) { return std::log10(x / 1e-4) / 3; }),
            kDistance);
  // The distance sees another distribution.
  EXPECT_GT(kolmogorov_distance(linear, [](double x) { return std::log(x / 0.1) / std::log(5); }),
            10 * kDistance);
  for (const double value : orders) {
    EXPECT_GE(value, 1e-4);
    EXPECT_LE(value, 1e-1);
  }
}

TEST(SearchSpace, ItemsAndIntegersAreAsLikelyAsStated) {
  // 18.5, 16.3: one of a thousand of chi-squared with 4 and 3 degrees of freedom.
  const auto integers = counts_of(drawn({.name = "depth", .items = {{2, 6}}, .integer = true}));
  EXPECT_EQ(integers.size(), 5u);
  EXPECT_LT(chi_squared(integers, {{2, 0.2}, {3, 0.2}, {4, 0.2}, {5, 0.2}, {6, 0.2}}), 18.5);
  const auto choices = counts_of(
      drawn({.name = "width", .items = {{16, 16}, {32, 32}, {64, 64}, {20, 20}}, .integer = true}));
  EXPECT_LT(chi_squared(choices, {{16, 0.25}, {32, 0.25}, {64, 0.25}, {20, 0.25}}), 16.3);
  // On a logarithmic scale 1, 2, 3 are as likely as [0.5, 1.5], [1.5, 2.5], [2.5, 3.5] are long.
  const double length = std::log(3.5 / 0.5);
  const auto orders =
      counts_of(drawn({.name = "n", .items = {{1, 3}}, .scale = kLogarithmic, .integer = true}));
  EXPECT_LT(chi_squared(orders, {{1, std::log(1.5 / 0.5) / length},
                                 {2, std::log(2.5 / 1.5) / length},
                                 {3, std::log(3.5 / 2.5) / length}}),
            13.8);
  // Zero half the time.
  const std::vector<double> l1 =
      drawn({.name = "l1", .items = {{0, 0}, {1e-6, 1e-2}}, .scale = kLogarithmic});
  const auto zeros = static_cast<double>(std::count(l1.begin(), l1.end(), 0.0));
  EXPECT_NEAR(zeros / static_cast<double>(kDraws), 0.5,
              3.3 * 0.5 / std::sqrt(static_cast<double>(kDraws)));
}

TEST(SearchSpace, AValueIsAFunctionOfSeedTrialAndName) {
  const SearchAxis rate{.name = "rate", .items = {{0, 1}}};
  const SearchAxis other{.name = "other", .items = {{0, 1}}};
  const std::vector<SearchAxis> both = {other, rate};
  int same = 0;
  for (std::int64_t trial = 0; trial < 50; ++trial) {
    EXPECT_EQ(value_of(draw(both, 9, trial), "rate"), draw({&rate, 1}, 9, trial)[0].second);
    same += draw({&rate, 1}, 9, trial) == draw({&rate, 1}, 10, trial) ? 1 : 0;
    same += draw({&rate, 1}, 9, trial) == draw({&rate, 1}, 9, trial + 1) ? 1 : 0;
  }
  EXPECT_LE(same, 2);  // of ten thousand values two may be one
  // Two axes do not move together: the correlation of independent ones is within 3.3 deviations.
  const std::vector<double> a = drawn(rate), b = drawn(other);
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - 0.5) * (b[i] - 0.5) * 12;
  EXPECT_LT(std::abs(sum) / std::sqrt(static_cast<double>(kDraws)), 3.3);
}

TEST(SearchSpace, NumbersHaveFourDigits) {
  const SearchAxis axis{.name = "lr", .items = {{1e-4, 1e-1}}, .scale = kLogarithmic};
  for (const double value : drawn(axis)) {
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", value);
    EXPECT_EQ(std::strtod(text, nullptr), value);
  }
}

TEST(SearchSpace, Refusals) {
  const auto refused = [](const std::vector<SearchAxis>& space, const char* says) {
    try {
      check_space(space);
      ADD_FAILURE() << says;
    } catch (const InvalidArgument& error) {
      EXPECT_THAT(error.what(), HasSubstr(says));
    }
  };
  refused({{.name = "", .items = {{1, 1}}}}, "without a name");
  refused({{.name = "a", .items = {}}}, "a has no values");
  refused({{.name = "a", .items = {{1, 1}}}, {.name = "a", .items = {{1, 1}}}}, "a twice");
  refused({{.name = "a", .items = {{2, 1}}}}, "2 to 1");
  refused({{.name = "a", .items = {{0, 1}}, .scale = kLogarithmic}}, "logarithmic");
  refused({{.name = "a", .items = {{0.5, 1}}, .integer = true}}, "integers");
  refused({{.name = "a", .items = {{0, INFINITY}}}}, "finite");
  EXPECT_THROW(value_of({{"a", 1}}, "b"), InvalidArgument);
}

}  // namespace
}  // namespace occam::selection

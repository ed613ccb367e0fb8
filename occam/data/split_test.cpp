#include "occam/data/split.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <span>
#include <vector>

#include "occam/base/errors.h"

namespace occam::data {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::int64_t> all_rows(const Split& split) {
  std::vector<std::int64_t> rows = split.train;
  rows.insert(rows.end(), split.validation.begin(), split.validation.end());
  rows.insert(rows.end(), split.test.begin(), split.test.end());
  std::sort(rows.begin(), rows.end());
  return rows;
}

std::vector<std::int64_t> count_to(std::int64_t n) {
  std::vector<std::int64_t> rows(static_cast<std::size_t>(n));
  std::iota(rows.begin(), rows.end(), std::int64_t{0});
  return rows;
}

// From a Python program of ten lines with integers of any size, whose Philox agrees with Random123.
TEST(PermutationTest, IsTheDocumentedFunction) {
  EXPECT_THAT(permutation({7, 0}, 0, 10), ElementsAre(9, 3, 7, 5, 0, 4, 8, 1, 2, 6));
  EXPECT_THAT(permutation({7, 0}, 1, 10), ElementsAre(4, 0, 2, 5, 6, 9, 7, 8, 1, 3));
  EXPECT_THAT(permutation({8, 3}, 0, 10), ElementsAre(9, 8, 7, 5, 0, 3, 2, 6, 1, 4));
  EXPECT_THAT(permutation({(1ull << 40) + 5, 1}, 1ull << 33, 12),
              ElementsAre(2, 0, 1, 9, 4, 3, 11, 10, 7, 5, 6, 8));
}

TEST(PermutationTest, SmallAndWrongSizes) {
  EXPECT_THAT(permutation({7, 0}, 0, 0), IsEmpty());
  EXPECT_THAT(permutation({7, 0}, 0, 1), ElementsAre(0));
  EXPECT_THROW(permutation({7, 0}, 0, -1), InvalidArgument);
  EXPECT_THROW(permutation({7, 0}, 0, (std::int64_t{1} << 33) + 1), InvalidArgument);
}

TEST(PermutationTest, EveryOrderIsAsLikely) {
  std::map<std::vector<std::int64_t>, int> seen;
  constexpr int kDraws = 24000;
  for (int epoch = 0; epoch < kDraws; ++epoch) {
    ++seen[permutation({3, kShuffleStream}, static_cast<std::uint64_t>(epoch), 4)];
  }
  EXPECT_THAT(seen, SizeIs(24));
  double chi2 = 0.0;
  for (const auto& [order, count] : seen) chi2 += (count - 1000.0) * (count - 1000.0) / 1000.0;
  EXPECT_LT(chi2, 49.7);  // scipy.stats.chi2.ppf(0.999, 23) = 49.73
}

TEST(SplitTailTest, IsKerasValidationSplit) {
  const Split split = split_tail(5, 0.33);
  EXPECT_THAT(split.train, ElementsAre(0, 1, 2));
  EXPECT_THAT(split.validation, ElementsAre(3, 4));
  EXPECT_THAT(split.test, IsEmpty());
  // floor(n * (1 - f)) rows train, computed in Python.
  EXPECT_THAT(split_tail(10, 0.2).validation, SizeIs(2));
  EXPECT_THAT(split_tail(569, 0.2).validation, SizeIs(114));
  EXPECT_THAT(split_tail(10, 0.1).validation, SizeIs(1));
  EXPECT_THAT(split_tail(7, 0.3).validation, SizeIs(3));
  EXPECT_THAT(split_tail(100, 0.07).validation, SizeIs(7));
  EXPECT_THAT(split_tail(10, 0.0).validation, IsEmpty());
}

TEST(SplitTest, RefusesWrongFractions) {
  EXPECT_THROW(split_tail(10, 1.0), InvalidArgument);
  EXPECT_THROW(split_tail(10, -0.1), InvalidArgument);
  EXPECT_THROW(split_tail(10, std::nan("")), InvalidArgument);
  EXPECT_THROW(split_tail(1, 0.2), InvalidArgument);
  EXPECT_THROW(split_tail(0, 0.2), InvalidArgument);
  EXPECT_THROW(split_random(10, {.validation = 0.5, .test = 0.5, .data_seed = 1}), InvalidArgument);
}

TEST(SplitRandomTest, PartsAreDisjointAndFollowTheSeed) {
  const SplitOptions options{.validation = 0.2, .test = 0.3, .data_seed = 11};
  const Split split = split_random(50, options);
  EXPECT_THAT(split.train, SizeIs(25));
  EXPECT_THAT(split.validation, SizeIs(10));
  EXPECT_THAT(split.test, SizeIs(15));
  EXPECT_EQ(all_rows(split), count_to(50));
  EXPECT_TRUE(std::is_sorted(split.train.begin(), split.train.end()));
  EXPECT_EQ(split_random(50, options).test, split.test);
  EXPECT_NE(split_random(50, {.validation = 0.2, .test = 0.3, .data_seed = 12}).test, split.test);
}

TEST(SplitStratifiedTest, KeepsProportions) {
  // wine: 59, 71 and 48 rows. 178 - floor(178 * 0.8) = 36 validate; 36 * 59 / 178 = 11.93,
  // 14.36, 9.71: largest remainders give 12, 14, 10.
  std::vector<std::int64_t> labels(59, 0);
  labels.insert(labels.end(), 71, 5);
  labels.insert(labels.end(), 48, -2);
  const Split split = split_stratified(labels, {.validation = 0.2, .test = 0.0, .data_seed = 4});
  EXPECT_EQ(all_rows(split), count_to(178));
  std::map<std::int64_t, int> counts;
  for (const std::int64_t row : split.validation) ++counts[labels[static_cast<std::size_t>(row)]];
  EXPECT_EQ(counts, (std::map<std::int64_t, int>{{0, 12}, {5, 14}, {-2, 10}}));
}

TEST(SplitStratifiedTest, ARareClassStaysInTraining) {
  const std::vector<std::int64_t> labels{0, 0, 0, 0, 0, 0, 0, 0, 1, 2};
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Split split =
        split_stratified(labels, {.validation = 0.3, .test = 0.2, .data_seed = seed});
    EXPECT_EQ(all_rows(split), count_to(10));
    EXPECT_THAT(split.train, testing::IsSupersetOf({8, 9}));
  }
  EXPECT_THROW(split_stratified(std::vector<std::int64_t>{0, 1, 2}, {.validation = 0.3}),
               InvalidArgument);
}

std::vector<std::int64_t> groups_of(std::span<const std::int64_t> rows,
                                    const std::vector<std::int64_t>& groups) {
  std::vector<std::int64_t> found;
  for (const std::int64_t row : rows) found.push_back(groups[static_cast<std::size_t>(row)]);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

TEST(SplitGroupTest, NoGroupIsInTwoParts) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    std::vector<std::int64_t> groups;
    for (std::int64_t i = 0; i < 300; ++i) groups.push_back((i * 7 + i * i % 11) % 37 - 5);
    const Split split = split_group(groups, {.validation = 0.2, .test = 0.1, .data_seed = seed});
    EXPECT_EQ(all_rows(split), count_to(300));
    std::vector<std::int64_t> together;
    for (const auto* part : {&split.train, &split.validation, &split.test}) {
      const std::vector<std::int64_t> own = groups_of(*part, groups);
      EXPECT_FALSE(own.empty());
      together.insert(together.end(), own.begin(), own.end());
    }
    std::sort(together.begin(), together.end());
    EXPECT_EQ(together, groups_of(count_to(300), groups)) << seed;
    // A group has about 8 rows: no part is further from its size than that.
    EXPECT_NEAR(static_cast<double>(split.test.size()), 30, 9) << seed;
    EXPECT_NEAR(static_cast<double>(split.validation.size()), 60, 9) << seed;
  }
}

TEST(SplitGroupTest, SmallAndWrongNumbersOfGroups) {
  const std::vector<std::int64_t> three{9, 9, 9, 9, 9, 9, 4, 4, 1};
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Split split = split_group(three, {.validation = 0.2, .test = 0.2, .data_seed = seed});
    for (const auto* part : {&split.train, &split.validation, &split.test}) {
      EXPECT_THAT(groups_of(*part, three), SizeIs(1)) << seed;
    }
  }
  EXPECT_THROW(
      split_group(std::vector<std::int64_t>{1, 1, 1, 2, 2, 2}, {.validation = 0.2, .test = 0.2}),
      InvalidArgument);
  const Split two = split_group(std::vector<std::int64_t>{1, 1, 1, 2, 2, 2}, {.validation = 0.2});
  EXPECT_THAT(two.test, IsEmpty());
  EXPECT_THAT(two.validation, SizeIs(3));
}

TEST(SplitTimeTest, LaterRowsAreHeldOut) {
  const std::vector<double> times{5, 1, 4, 2, 3, 9, 8, 6, 7, 0};
  const Split split = split_time(times, {.validation = 0.2, .test = 0.3, .data_seed = 1});
  EXPECT_THAT(split.test, ElementsAre(5, 6, 8));     // 9, 8, 7
  EXPECT_THAT(split.validation, ElementsAre(0, 7));  // 6, 5
  EXPECT_THAT(split.train, ElementsAre(1, 2, 3, 4, 9));
}

TEST(SplitTimeTest, RowsOfOneTimeStayTogether) {
  // The bound of 2 test rows falls among the three of time 3.
  const std::vector<double> times{1, 1, 1, 1, 2, 2, 2, 3, 3, 3};
  const Split split = split_time(times, {.validation = 0.2, .test = 0.2});
  EXPECT_THAT(split.test, ElementsAre(7, 8, 9));
  EXPECT_THAT(split.validation, ElementsAre(4, 5, 6));
  EXPECT_THAT(split.train, ElementsAre(0, 1, 2, 3));
  // Nearly all rows of the earliest time: each part still has one of its own.
  const std::vector<double> skewed{1, 1, 1, 1, 1, 1, 1, 1, 2, 3};
  const Split thin = split_time(skewed, {.validation = 0.4, .test = 0.4});
  EXPECT_THAT(thin.test, ElementsAre(9));
  EXPECT_THAT(thin.validation, ElementsAre(8));
  EXPECT_THROW(split_time(std::vector<double>{1, 1, 1, 1, 2}, {.validation = 0.2, .test = 0.2}),
               InvalidArgument);
  EXPECT_THROW(split_time(std::vector<double>{1, 2, std::nan(""), 4, 5}, {.validation = 0.2}),
               InvalidArgument);
}

}  // namespace
}  // namespace occam::data

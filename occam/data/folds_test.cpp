#include "occam/data/folds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <vector>

#include "occam/base/errors.h"

namespace occam::data {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Rows of each fold, by fold.
std::map<std::int64_t, int> sizes_of(const std::vector<std::int64_t>& folds) {
  std::map<std::int64_t, int> sizes;
  for (const std::int64_t fold : folds) ++sizes[fold];
  return sizes;
}

TEST(FoldsTest, SizesDifferByAtMostOneAndFollowTheSeed) {
  const auto folds = folds_random(23, {.folds = 4, .data_seed = 3});
  EXPECT_EQ(sizes_of(folds), (std::map<std::int64_t, int>{{0, 6}, {1, 6}, {2, 6}, {3, 5}}));
  EXPECT_EQ(folds_random(23, {.folds = 4, .data_seed = 3}), folds);
  EXPECT_NE(folds_random(23, {.folds = 4, .data_seed = 4}), folds);
  EXPECT_FALSE(std::is_sorted(folds.begin(), folds.end()));
}

TEST(FoldsTest, EveryRowIsAsLikelyInEachFold) {
  int in_first = 0;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    in_first += folds_random(10, {.folds = 5, .data_seed = seed})[7] == 0 ? 1 : 0;
  }
  EXPECT_NEAR(in_first, 600, 4 * 22);  // four standard deviations of the binomial
}

TEST(FoldsTest, StratifiedKeepsEachClassEven) {
  // Sizes 17, 11 and 2: of a class, and of all, the rows of two folds differ by at most one.
  std::vector<std::int64_t> labels(17, 40);
  labels.insert(labels.end(), 11, -7);
  labels.insert(labels.end(), 2, 3);
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto folds = folds_stratified(labels, {.folds = 4, .data_seed = seed});
    EXPECT_THAT(sizes_of(folds), testing::SizeIs(4));
    for (const auto& [fold, size] : sizes_of(folds)) EXPECT_THAT(size, testing::AnyOf(7, 8));
    std::map<std::pair<std::int64_t, std::int64_t>, int> counts;
    for (std::size_t i = 0; i < labels.size(); ++i) ++counts[{labels[i], folds[i]}];
    for (std::int64_t fold = 0; fold < 4; ++fold) {
      EXPECT_THAT((counts[{40, fold}]), testing::AnyOf(4, 5));
      EXPECT_THAT((counts[{-7, fold}]), testing::AnyOf(2, 3));
      EXPECT_THAT((counts[{3, fold}]), testing::AnyOf(0, 1));
    }
  }
}

TEST(FoldsTest, TheOnlyRowOfAClassAlwaysTrains) {
  const auto folds = folds_stratified(std::vector<std::int64_t>{5, 5, 9, 5, 5}, {.folds = 2});
  EXPECT_EQ(folds[2], kNoFold);
  for (const Split& split : splits_of(folds, 2)) {
    EXPECT_THAT(split.train, testing::Contains(2));
    EXPECT_THAT(split.test, testing::SizeIs(2));
  }
}

TEST(FoldsTest, SplitsTestEachFoldOnce) {
  const std::vector<Split> splits = splits_of(std::vector<std::int64_t>{1, 0, kNoFold, 1, 2}, 3);
  EXPECT_THAT(splits[0].test, ElementsAre(1));
  EXPECT_THAT(splits[0].train, ElementsAre(0, 2, 3, 4));
  EXPECT_THAT(splits[1].test, ElementsAre(0, 3));
  EXPECT_THAT(splits[1].train, ElementsAre(1, 2, 4));
  EXPECT_THAT(splits[2].train, ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(splits[2].validation, IsEmpty());
}

TEST(FoldsTest, GroupsStayWhole) {
  // Sizes 5, 3, 3, 2, 1: by hand 5 | 3 1 (+ 2 or not) | 3 2, whatever is drawn 14 rows as 5, 5, 4.
  std::vector<std::int64_t> groups;
  for (const auto& [group, size] : {std::pair{70, 3}, {-2, 5}, {9, 3}, {4, 1}, {1, 2}})
    groups.insert(groups.end(), static_cast<std::size_t>(size), group);
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto folds = folds_group(groups, {.folds = 3, .data_seed = seed});
    EXPECT_EQ(folds, folds_group(groups, {.folds = 3, .data_seed = seed}));
    std::map<std::int64_t, std::int64_t> fold_of;
    for (std::size_t row = 0; row < groups.size(); ++row)
      EXPECT_EQ(fold_of.try_emplace(groups[row], folds[row]).first->second, folds[row]);
    EXPECT_NE(fold_of[70], fold_of[9]);
    std::vector<int> sizes;
    for (const auto& [fold, size] : sizes_of(folds)) sizes.push_back(size);
    EXPECT_THAT(sizes, testing::UnorderedElementsAre(5, 5, 4));
  }
  EXPECT_THROW(folds_group(groups, {.folds = 6}), InvalidArgument);
}

TEST(FoldsTest, GroupsOfOneSizeAreDealtAtRandom) {
  std::vector<std::int64_t> groups;
  for (std::int64_t row = 0; row < 40; ++row) groups.push_back(row / 2);
  const auto folds = folds_group(groups, {.folds = 4, .data_seed = 1});
  EXPECT_NE(folds, folds_group(groups, {.folds = 4, .data_seed = 2}));
  EXPECT_EQ(sizes_of(folds), (std::map<std::int64_t, int>{{0, 10}, {1, 10}, {2, 10}, {3, 10}}));
}

TEST(FoldsTest, TimesAreTestedByWhatCameBefore) {
  // As TimeSeriesSplit(3) of 11 rows: blocks of 2, the first 5; here the order is turned round.
  std::vector<double> times;
  for (int i = 0; i < 11; ++i) times.push_back(100 - i);
  const std::vector<Split> splits = splits_time(times, 3);
  ASSERT_THAT(splits, testing::SizeIs(3));
  EXPECT_THAT(splits[0].train, ElementsAre(6, 7, 8, 9, 10));
  EXPECT_THAT(splits[0].test, ElementsAre(4, 5));
  EXPECT_THAT(splits[1].train, ElementsAre(4, 5, 6, 7, 8, 9, 10));
  EXPECT_THAT(splits[1].test, ElementsAre(2, 3));
  EXPECT_THAT(splits[2].test, ElementsAre(0, 1));
}

TEST(FoldsTest, RowsOfOneTimeAreTestedTogether) {
  // Blocks of 2 of 8 rows would begin at rows 2, 4 and 6.
  const std::vector<double> times = {1, 2, 2, 2, 2, 5, 6, 6};
  const std::vector<Split> splits = splits_time(times, 3);
  EXPECT_THAT(splits[0].train, ElementsAre(0));
  EXPECT_THAT(splits[0].test, ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(splits[1].test, ElementsAre(5));
  EXPECT_THAT(splits[2].test, ElementsAre(6, 7));
  // As many times as blocks, most of the rows in the first or the last.
  for (const std::vector<double>& uneven :
       {std::vector<double>{1, 1, 1, 1, 1, 2, 3}, std::vector<double>{1, 2, 3, 3, 3, 3, 3}}) {
    const std::vector<Split> two = splits_time(uneven, 2);
    EXPECT_THAT(two[0].train, testing::Each(testing::Truly([&](std::int64_t row) {
                  return uneven[static_cast<std::size_t>(row)] == 1;
                })));
    EXPECT_THAT(two[1].test, testing::Each(testing::Truly([&](std::int64_t row) {
                  return uneven[static_cast<std::size_t>(row)] == 3;
                })));
    EXPECT_THROW(splits_time(uneven, 3), InvalidArgument);
  }
  EXPECT_THROW(splits_time(std::vector<double>{1, NAN, 3, 4}, 2), InvalidArgument);
}

TEST(FoldsTest, RefusesWrongNumbers) {
  EXPECT_THROW(folds_random(10, {.folds = 1}), InvalidArgument);
  EXPECT_THROW(folds_random(3, {.folds = 4}), InvalidArgument);
  EXPECT_THROW(folds_stratified(std::vector<std::int64_t>{1, 2, 3}, {.folds = 2}), InvalidArgument);
  EXPECT_THROW(splits_of(std::vector<std::int64_t>{0, 2}, 2), InvalidArgument);
  EXPECT_THROW(splits_of(std::vector<std::int64_t>{0, 0}, 2), InvalidArgument);
}

}  // namespace
}  // namespace occam::data

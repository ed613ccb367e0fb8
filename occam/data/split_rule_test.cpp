#include "occam/data/split_rule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "occam/base/errors.h"

namespace occam::data {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr SplitOptions kQuarter{.validation = 0.25, .data_seed = 7};

TEST(SplitRule, LastIsKerasValidationSplit) {
  const Split split = SplitRule("last").split(10, {}, kQuarter);
  EXPECT_THAT(split.train, ElementsAre(0, 1, 2, 3, 4, 5, 6));  // floor(10 * 0.75)
  EXPECT_THAT(split.validation, ElementsAre(7, 8, 9));
}

TEST(SplitRule, RandomDependsOnTheSeedAlone) {
  const SplitRule rule = "random";
  const Split split = rule.split(40, {}, kQuarter);
  EXPECT_EQ(split.validation.size(), 10u);
  EXPECT_EQ(split.validation, rule.split(40, {}, kQuarter).validation);
  EXPECT_NE(split.validation, rule.split(40, {}, {.validation = 0.25, .data_seed = 8}).validation);
  EXPECT_NE(split.validation, SplitRule("last").split(40, {}, kQuarter).validation);
}

TEST(SplitRule, StratifiedTakesTheSameShareOfEachClass) {
  std::vector<std::int64_t> labels(40, 0);
  for (std::size_t row = 24; row < 40; ++row) labels[row] = row < 36 ? 1 : 2;  // 24, 12, 4
  const Split split = SplitRule("stratified").split(40, labels, kQuarter);
  std::vector<int> held_out(3);
  for (const std::int64_t row : split.validation)
    ++held_out[static_cast<std::size_t>(labels[static_cast<std::size_t>(row)])];
  EXPECT_THAT(held_out, ElementsAre(6, 3, 1));
}

TEST(SplitRule, AGroupIsInOnePart) {
  std::vector<std::int64_t> groups;
  for (std::int64_t row = 0; row < 40; ++row) groups.push_back(row % 8);
  const Split split = SplitRule::by_group(groups).split(40, {}, kQuarter);
  std::set<std::int64_t> train, validation;
  for (const std::int64_t row : split.train) train.insert(row % 8);
  for (const std::int64_t row : split.validation) validation.insert(row % 8);
  EXPECT_EQ(validation.size(), 2u);
  EXPECT_EQ(train.size(), 6u);
}

TEST(SplitRule, TheLatestRowsAreHeldOut) {
  const Split split =
      SplitRule::by_time({5, 1, 8, 2, 7, 3, 4, 6}).split(8, {}, {.validation = 0.25});
  EXPECT_THAT(split.validation, ElementsAre(2, 4));
}

TEST(SplitRule, WhatDoesNotFitIsRefused) {
  const auto refusal = [](auto body) -> std::string {
    try {
      body();
    } catch (const InvalidArgument& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_THAT(refusal([] { SplitRule("stratifed"); }), HasSubstr("'stratified'"));
  EXPECT_THAT(refusal([] { SplitRule("group"); }), HasSubstr("SplitRule::by_group"));
  EXPECT_THAT(refusal([] {
                SplitRule::by_group({1, 2}).split(3, {}, kQuarter);
              }),
              HasSubstr("Expected one a row, 3. Received: groups=2"));
}

}  // namespace
}  // namespace occam::data

#include "occam/compiler/group_order.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "occam/base/errors.h"

namespace occam::compiler {
namespace {

/// The plain search over all dependencies.
bool reaches(const std::vector<std::vector<int>>& depends, int from, int target) {
  std::vector<bool> seen(depends.size());
  std::vector<int> open{from};
  while (!open.empty()) {
    const int group = open.back();
    open.pop_back();
    if (group == target) return true;
    if (seen[static_cast<std::size_t>(group)]) continue;
    seen[static_cast<std::size_t>(group)] = true;
    for (const int other : depends[static_cast<std::size_t>(group)]) open.push_back(other);
  }
  return false;
}

TEST(GroupOrder, AnswersAsASearchOverEverything) {
  const bool good = rc::check("reaches", [] {
    const int count = *rc::gen::inRange(2, 30), changes = *rc::gen::inRange(0, 90);
    const auto any_group = rc::gen::inRange(0, count);
    GroupOrder order;
    std::vector<std::vector<int>> depends(static_cast<std::size_t>(count));
    for (int g = 0; g < count; ++g) RC_ASSERT(order.add() == g);
    for (int change = 0; change < changes; ++change) {
      const int group = *any_group, other = *any_group;
      const int from = *any_group, target = *any_group;
      if (reaches(depends, other, group)) {
        RC_ASSERT_THROWS_AS(order.depend(group, other), InternalError);
      } else {
        order.depend(group, other);
        depends[static_cast<std::size_t>(group)].push_back(other);
      }
      RC_ASSERT(order.reaches(group, other) == reaches(depends, group, other));
      RC_ASSERT(order.reaches(other, group) == reaches(depends, other, group));
      RC_ASSERT(order.reaches(from, target) == reaches(depends, from, target));
    }
  });
  EXPECT_TRUE(good);
}

// Every group goes between the first and the one before: labels there run out again and again.
TEST(GroupOrder, ManyGroupsMoveToOnePlace) {
  constexpr int kGroups = 3000;
  GroupOrder order;
  for (int g = 0; g < kGroups; ++g) order.add();
  for (int g = 2; g < kGroups; ++g) order.depend(1, g);
  for (int g = 3; g < kGroups; ++g) order.depend(g - 1, g);
  EXPECT_TRUE(order.reaches(1, kGroups - 1));
  EXPECT_TRUE(order.reaches(2, kGroups - 1));
  EXPECT_FALSE(order.reaches(kGroups - 1, 2));
  EXPECT_FALSE(order.reaches(0, 1));
  EXPECT_THROW(order.depend(kGroups - 1, 2), InternalError);
}

TEST(GroupOrder, StartsWithTheGroupsOfAPass) {
  Groups groups;
  groups.groups.resize(3);
  groups.groups[0].depends = {2};
  groups.groups[2].depends = {1};
  GroupOrder order(groups);
  EXPECT_TRUE(order.reaches(0, 1));
  EXPECT_FALSE(order.reaches(1, 2));
  EXPECT_EQ(order.add(), 3);
  order.depend(3, 0);
  EXPECT_TRUE(order.reaches(3, 1));
}

}  // namespace
}  // namespace occam::compiler

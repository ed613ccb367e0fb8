#include "occam/compiler/sort_groups.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "occam/base/errors.h"

namespace occam::compiler {
namespace {

/// Round after round over all groups, each of which runs as soon as what it waits for has run.
std::vector<int> order_by_rounds(const Groups& groups) {
  const std::size_t count = groups.groups.size();
  std::vector<bool> done(count);
  std::vector<int> order;
  while (order.size() < count) {
    for (std::size_t g = 0; g < count; ++g) {
      const auto& depends = groups.groups[g].depends;
      const bool ready = std::all_of(depends.begin(), depends.end(), [&](int other) {
        return static_cast<bool>(done[static_cast<std::size_t>(other)]);
      });
      if (done[g] || !ready) continue;
      done[g] = true;
      order.push_back(static_cast<int>(g));
    }
  }
  return order;
}

TEST(SortGroups, IsTheOrderOfRoundsOverAllGroups) {
  const bool good = rc::check("rounds", [] {
    const int count = *rc::gen::inRange(1, 25);
    // A hidden order in which they can run makes dependencies without a circle.
    std::vector<int> hidden(static_cast<std::size_t>(count));
    for (int& place : hidden) place = *rc::gen::inRange(0, 1000);
    Groups groups;
    groups.groups.resize(static_cast<std::size_t>(count));
    const int edges = *rc::gen::inRange(0, 60);
    for (int edge = 0; edge < edges; ++edge) {
      const auto a = static_cast<std::size_t>(*rc::gen::inRange(0, count));
      const auto b = static_cast<std::size_t>(*rc::gen::inRange(0, count));
      if (hidden[a] < hidden[b]) groups.groups[b].depends.insert(static_cast<int>(a));
    }
    RC_ASSERT(runnable_order(groups) == order_by_rounds(groups));
  });
  EXPECT_TRUE(good);
}

TEST(SortGroups, MovesGroupsAndWhatNamesThem) {
  Groups groups;
  groups.groups.resize(3);
  for (int g = 0; g < 3; ++g) groups.groups[static_cast<std::size_t>(g)].nodes = {10 + g};
  groups.groups[0].depends = {1};
  groups.groups[1].depends = {2};
  groups.home = {-1, 0, 1, 2, 0};
  const Groups sorted = sort_groups(groups, runnable_order(groups));
  EXPECT_EQ(sorted.groups[0].nodes, std::vector<int>{12});
  EXPECT_EQ(sorted.groups[1].nodes, std::vector<int>{11});
  EXPECT_EQ(sorted.groups[2].nodes, std::vector<int>{10});
  EXPECT_EQ(sorted.groups[2].depends, std::set<int>{1});
  EXPECT_EQ(sorted.home, (std::vector<int>{-1, 2, 1, 0, 2}));
}

TEST(SortGroups, ACircleIsRefused) {
  Groups groups;
  groups.groups.resize(2);
  groups.groups[0].depends = {1};
  groups.groups[1].depends = {0};
  EXPECT_THROW(runnable_order(groups), InternalError);
}

}  // namespace
}  // namespace occam::compiler

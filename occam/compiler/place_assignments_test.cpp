#include "occam/compiler/place_assignments.h"

#include <gtest/gtest.h>

#include "occam/base/errors.h"
#include "occam/compiler/group_nodes.h"
#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/assign.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/input.h"
#include "occam/ops/matmul.h"
#include "occam/ops/sum.h"
#include "occam/ops/variable.h"

namespace occam::compiler {
namespace {

using graph::Value;

class PlaceAssignments : public ::testing::Test {
 protected:
  Value weight(const char* name) {
    return ops::variable(graph_, name, {6, 6}, runtime::Role::kTrainable);
  }
  Groups placed() { return place_assignments(graph_, group_nodes(graph_)); }
  static int home(const Groups& groups, int id) {
    return groups.home[static_cast<std::size_t>(id)];
  }
  /// The assignment that was declared last.
  int last_node() const { return graph_.size() - 1; }

  runtime::StateLayout layout_;
  graph::Graph graph_{layout_};
};

TEST_F(PlaceAssignments, JoinsTheGroupOfItsValue) {
  const Value w = weight("w"), total = ops::sum(ops::abs(w)), fresh = w - 0.1 * w;
  graph_.set_output("total", total);
  ops::assign(w, fresh);
  const Groups groups = placed();
  EXPECT_EQ(home(groups, last_node()), home(groups, fresh.id())) << to_text(groups, graph_);
}

TEST_F(PlaceAssignments, ALaterReaderOfTheOldValueMakesItWait) {
  const Value w = weight("w"), x = ops::input(graph_, "x", {6, 6});
  const Value fresh = w - x;
  const Value product = ops::matmul(fresh, w);  // reads the old w after `fresh`
  graph_.set_output("product", product);
  ops::assign(w, fresh);
  const Groups groups = placed();
  const int g = home(groups, last_node());
  EXPECT_NE(g, home(groups, fresh.id())) << to_text(groups, graph_);
  EXPECT_TRUE(
      groups.groups[static_cast<std::size_t>(g)].depends.contains(home(groups, product.id())));
}

TEST_F(PlaceAssignments, AProductCannotOverwriteWhatItReads) {
  const Value w = weight("w"), x = ops::input(graph_, "x", {6, 6});
  const Value fresh = ops::matmul(x, w) * 0.5 + x;
  ops::assign(w, fresh);
  const Groups groups = placed();
  EXPECT_NE(home(groups, last_node()), home(groups, fresh.id())) << to_text(groups, graph_);
}

TEST_F(PlaceAssignments, ABroadcastIsWrittenAfterWhatItRepeats) {
  const Value w = weight("w"), total = ops::sum(ops::input(graph_, "x", {5}));
  ops::assign(w, ops::broadcast_scalar(total, {6, 6}));
  const Groups groups = placed();
  const Group& group = groups.groups[static_cast<std::size_t>(home(groups, last_node()))];
  EXPECT_EQ(group.depends, std::set<int>{home(groups, total.id())}) << to_text(groups, graph_);
}

TEST_F(PlaceAssignments, AGroupTakesNoEndlessNumber) {
  const Value x = ops::input(graph_, "x", {6, 6}), shared = ops::sum(x) * x;
  constexpr std::size_t kMany = 2 * Group::kMostNodes;
  for (std::size_t i = 0; i < kMany; ++i) ops::assign(weight(std::to_string(i).c_str()), shared);
  const Groups groups = placed();
  std::size_t most = 0;
  for (const Group& group : groups.groups) most = std::max(most, group.nodes.size());
  EXPECT_EQ(most, Group::kMostNodes);
}

TEST_F(PlaceAssignments, TwoVariablesCannotTakeEachOthersValue) {
  const Value w = weight("w"), v = weight("v");
  ops::assign(w, v);
  ops::assign(v, w);
  EXPECT_THROW(placed(), InternalError);
}

}  // namespace
}  // namespace occam::compiler

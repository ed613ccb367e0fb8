#include "occam/compiler/group_nodes.h"

#include <gtest/gtest.h>

#include "occam/compiler/sort_groups.h"
#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/assign.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/input.h"
#include "occam/ops/matmul.h"
#include "occam/ops/relu.h"
#include "occam/ops/reshape.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"
#include "occam/ops/tanh.h"
#include "occam/ops/variable.h"

namespace occam::compiler {
namespace {

using graph::Value;

class GroupNodes : public ::testing::Test {
 protected:
  std::string grouped() { return to_text(group_nodes(graph_), graph_); }

  runtime::StateLayout layout_;
  graph::Graph graph_{layout_};
};

TEST_F(GroupNodes, WhatReadsOnlyMemoryWaitsForItsReader) {
  const Value x = ops::input(graph_, "x", {4, 5}), w = ops::input(graph_, "w", {5, 5});
  const Value early = ops::abs(x);          // %2
  const Value product = ops::matmul(x, w);  // %3
  graph_.set_output("y", product + early);  // %4
  EXPECT_EQ(grouped(), "group 0 matmul 4x5: %3=matmul %2=abs %4=add\n");
}

TEST_F(GroupNodes, ACheapNodeIsComputedAgainRatherThanLoaded) {
  const Value x = ops::input(graph_, "x", {4, 5});
  const Value cheap = ops::square(x);                                             // %1
  const Value total = ops::sum_rows(cheap);                                       // %2
  graph_.set_output("y", ops::tanh(ops::broadcast_rows(total, {4, 5}) + cheap));  // %4, %5
  EXPECT_EQ(
      grouped(),
      "group 0 tile 4x5: %1=square %2=sum_rows\ngroup 1 tile 4x5: %1=square %4=add %5=tanh\n");
}

// %6 waits, in another shape, and reads a sum of what group 1 computes: %8 cannot join group 1.
TEST_F(GroupNodes, AReaderDoesNotJoinAGroupThatWhatItLoadsWaitsFor) {
  const Value x = ops::input(graph_, "x", {4, 9}), y = ops::input(graph_, "y", {6, 6});
  const Value a = ops::tanh(x);                                 // %2
  const Value total = ops::sum_rows(ops::reshape(a, {6, 6}));   // %4
  const Value scaled = y * ops::broadcast_rows(total, {6, 6});  // %6
  graph_.set_output("z", a + ops::reshape(scaled, {4, 9}));     // %8
  EXPECT_EQ(grouped(),
            "group 0 tile 6x6: %4=sum_rows\ngroup 1 tile 4x9: %2=tanh\n"
            "group 2 tile 4x9: %8=add\ngroup 3 tile 6x6: %6=multiply\n");
}

// %2 waits, and so does %5, which reads it in another shape: it has its group before %2 comes into
// that of %7, or both groups would wait for each other.
TEST_F(GroupNodes, WhatReadsAWaitingNodeInAnotherShapeIsComputedBefore) {
  const Value x = ops::input(graph_, "x", {4, 9}), y = ops::input(graph_, "y", {6, 6});
  const Value a = ops::tanh(x);                                // %2
  const Value other = ops::tanh(ops::reshape(a, {6, 6}) + y);  // %4, %5
  graph_.set_output("z", a + ops::reshape(other, {4, 9}));     // %7
  EXPECT_EQ(grouped(),
            "group 0 tile 4x9: %7=add\ngroup 1 tile 6x6: %4=add %5=tanh\n"
            "group 2 tile 4x9: %2=tanh\n");
}

// The same behind two nodes that wait, and where a group is chosen for what reads all of them.
TEST_F(GroupNodes, NoOrderOfOperandsMakesGroupsWaitForEachOther) {
  const Value x = ops::input(graph_, "x", {4, 9});
  const Value a = ops::tanh(x), b = ops::tanh(ops::reshape(a, {6, 6}));
  const Value c = ops::tanh(ops::reshape(b, {9, 4})), back = ops::reshape(c, {4, 9});
  graph_.set_output("first", ops::tanh(a + back) * a);
  graph_.set_output("second", ops::tanh(back - a) + ops::reshape(b, {4, 9}));
  graph_.set_output("sums", ops::sum_rows(a * back) + ops::sum_rows(ops::reshape(b, {4, 9}) - a));
  const Groups groups = group_nodes(graph_);
  EXPECT_EQ(runnable_order(groups).size(), groups.groups.size());
}

TEST_F(GroupNodes, AnExpensiveNodeIsLoaded) {
  const Value x = ops::input(graph_, "x", {4, 5});
  const Value expensive = ops::tanh(x);                                    // %1
  const Value total = ops::sum_rows(expensive);                            // %2
  graph_.set_output("y", ops::broadcast_rows(total, {4, 5}) + expensive);  // %4
  EXPECT_EQ(grouped(), "group 0 tile 4x5: %1=tanh %2=sum_rows\ngroup 1 tile 4x5: %4=add\n");
}

TEST_F(GroupNodes, WhatOnlyAnAssignmentReadsIsComputed) {
  const Value w = ops::variable(graph_, "w", {4, 5}, runtime::Role::kTrainable);
  ops::assign(w, ops::abs(w));
  EXPECT_EQ(grouped(), "group 0 tile 4x5: %1=abs\n");
}

TEST_F(GroupNodes, ScalarsOfHyperParametersDoNotWaitForSums) {
  const Value x = ops::input(graph_, "x", {4, 5});
  const Value rate = ops::variable(graph_, "rate", {}, runtime::Role::kHyper);
  const Value halved = ops::square(rate);  // %2
  const Value total = ops::sum(x);         // %3
  graph_.set_output("y", total * halved);  // %4
  EXPECT_EQ(grouped(),
            "group 0 scalar 1x1: %2=square\ngroup 1 tile 4x5: %3=sum\ngroup 2 scalar 1x1: "
            "%4=multiply\n");
}

TEST_F(GroupNodes, ALongChainIsCutIntoGroups) {
  const Value x = ops::input(graph_, "x", {4, 5});
  Value y = ops::tanh(ops::matmul(x, ops::input(graph_, "w", {5, 5})));
  constexpr std::size_t kNodes = 3 * Group::kMostNodes;
  for (std::size_t i = 0; i < kNodes; ++i) y = ops::tanh(y);
  graph_.set_output("y", y);
  const Groups groups = group_nodes(graph_);
  std::size_t nodes = 0;
  for (const Group& group : groups.groups) {
    nodes += group.nodes.size();
    EXPECT_LE(group.nodes.size(), Group::kMostNodes);
  }
  EXPECT_EQ(nodes, kNodes + 2);
  EXPECT_EQ(groups.groups.size(), 4u);
}

// Each doubles the paths to the input; the nodes are few.
TEST_F(GroupNodes, ManyPathsToWaitingNodesAreNotWalked) {
  Value y = ops::input(graph_, "x", {4, 5});
  for (int i = 0; i < 60; ++i) y = ops::relu(y) + ops::abs(y);
  graph_.set_output("y", y);
  const Groups groups = group_nodes(graph_);
  for (int id = 1; id < graph_.size(); ++id)
    EXPECT_GE(groups.home[static_cast<std::size_t>(id)], 0) << id;
}

}  // namespace
}  // namespace occam::compiler

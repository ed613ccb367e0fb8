#include "occam/compiler/drop_unread.h"

#include <gtest/gtest.h>

#include "occam/ops/abs.h"
#include "occam/ops/input.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"
#include "occam/ops/tanh.h"

namespace occam::compiler {
namespace {

using graph::Value;

TEST(DropUnread, WhatEveryReaderComputesForItselfGoes) {
  runtime::StateLayout layout;
  graph::Graph graph(layout);
  const Value x = ops::input(graph, "x", {4, 3});
  const Value a = ops::abs(x), b = ops::square(a), c = ops::tanh(a), total = ops::sum(b);
  graph.set_output("c", c);
  graph.set_output("total", total);
  Groups groups;
  groups.groups.resize(3);
  groups.groups[0].nodes = {a.id(), b.id()};  // b is read in group 2, which computes it again
  groups.groups[1].nodes = {a.id(), c.id()};
  groups.groups[2].nodes = {a.id(), b.id(), total.id()};
  groups.home = {-1, 0, 0, 1, 2};
  const Groups kept = drop_unread(graph, groups);
  EXPECT_TRUE(kept.groups[0].nodes.empty()) << to_text(kept, graph);
  EXPECT_EQ(kept.groups[1].nodes, (std::vector<int>{a.id(), c.id()}));
  EXPECT_EQ(kept.groups[2].nodes, (std::vector<int>{a.id(), b.id(), total.id()}));
}

TEST(DropUnread, WhatIsReadFromMemoryStaysWhereItIsComputedFirst) {
  runtime::StateLayout layout;
  graph::Graph graph(layout);
  const Value x = ops::input(graph, "x", {4, 3});
  const Value a = ops::abs(x), b = ops::square(a), c = ops::tanh(a);
  graph.set_output("b", b);
  graph.set_output("c", c);
  Groups groups;
  groups.groups.resize(2);
  groups.groups[0].nodes = {a.id(), b.id()};
  groups.groups[1].nodes = {c.id()};
  groups.home = {-1, 0, 0, 1};
  EXPECT_EQ(drop_unread(graph, groups).groups[0].nodes, (std::vector<int>{a.id(), b.id()}));
}

}  // namespace
}  // namespace occam::compiler

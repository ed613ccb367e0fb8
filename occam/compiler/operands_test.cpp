#include "occam/compiler/operands.h"

#include <gtest/gtest.h>

#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/input.h"
#include "occam/ops/matmul.h"
#include "occam/ops/reshape.h"

namespace occam::compiler {
namespace {

using graph::Value;

TEST(Operands, BroadcastsAreReadRepeatedUnlessAKernelNeedsThemWhole) {
  runtime::StateLayout layout;
  graph::Graph graph(layout);
  const Value x = ops::input(graph, "x", {4, 6}), row = ops::input(graph, "row", {3});
  const Value view = ops::reshape(x, {8, 3});
  const Value repeated = ops::broadcast_rows(row, {8, 3});

  const Operands sum = operands_of((view + repeated).node());
  EXPECT_EQ(sum.full, std::vector<Value>{x});
  EXPECT_EQ(sum.repeated, std::vector<Value>{row});

  const Operands product = operands_of(ops::matmul(view, repeated, true).node());
  EXPECT_EQ(product.full, (std::vector<Value>{x, repeated}));
  EXPECT_TRUE(product.repeated.empty());

  const Operands stored = operands_of(repeated.node());
  EXPECT_TRUE(stored.full.empty());
  EXPECT_EQ(stored.repeated, std::vector<Value>{row});
}

TEST(Operands, ABroadcastOfABroadcastReadsTheInnerOne) {
  runtime::StateLayout layout;
  graph::Graph graph(layout);
  const Value inner = ops::broadcast_columns(ops::input(graph, "x", {3}), {3, 5});
  const Value outer = ops::broadcast_columns(inner, {3, 5, 2});
  EXPECT_EQ(operands_of(outer.node()).repeated, std::vector<Value>{inner});
}

}  // namespace
}  // namespace occam::compiler

#include "occam/compiler/simplify.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/compiler/gradient.h"
#include "occam/graph/print.h"
#include "occam/graph/verify.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/assign.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/constant.h"
#include "occam/ops/dropout.h"
#include "occam/ops/input.h"
#include "occam/ops/reshape.h"
#include "occam/ops/slice.h"
#include "occam/ops/softmax.h"
#include "occam/ops/square.h"
#include "occam/ops/sum.h"
#include "occam/ops/tanh.h"
#include "occam/ops/variable.h"
#include "tests/properties/interpreter.h"

namespace occam::compiler {
namespace {

using graph::Graph;
using graph::Value;

class Simplify : public ::testing::Test {
 protected:
  Value tensor(const char* name) {
    return ops::variable(graph_, name, {2, 3}, runtime::Role::kTrainable);
  }
  Value number(const char* name) { return ops::variable(graph_, name, {}, runtime::Role::kHyper); }

  std::unique_ptr<Graph> simplified(const Value& output) {
    graph_.set_output("result", output);
    auto result = simplify(graph_);
    graph::verify(*result, "test");
    return result;
  }
  static int count(const Graph& graph, std::string_view op) {
    int found = 0;
    for (int id = 0; id < graph.size(); ++id) found += graph[id].op->name == op ? 1 : 0;
    return found;
  }
  /// The output's elements, by the interpreter.
  std::vector<double> run(const Graph& graph, const interpreter::Values& variables) const {
    const auto result = interpreter::Interpreter<double>(graph, variables, inputs_).run();
    return result.nodes[static_cast<std::size_t>(graph.outputs()[0].second)];
  }

  runtime::StateLayout layout_;
  Graph graph_{layout_};
  interpreter::Values inputs_;
};

TEST_F(Simplify, EqualNodesBecomeOne) {
  const Value a = tensor("a");
  const auto simple = simplified(ops::tanh(a) + ops::tanh(tensor("a")));
  EXPECT_EQ(count(*simple, "variable"), 1);
  EXPECT_EQ(count(*simple, "tanh"), 1);
}

TEST_F(Simplify, NodesThatDifferInAnAttributeStayApart) {
  for (const char* name : {"seed", "step"})
    layout_.declare(name, {}, runtime::VariableType::kUint64, runtime::Role::kSeed);
  const Value a = tensor("a"), rate = number("rate");
  const auto simple = simplified(ops::dropout(a, rate, 1) + ops::dropout(a, rate, 2));
  EXPECT_EQ(count(*simple, "dropout"), 2);
}

TEST_F(Simplify, WhatNothingReadsIsDroppedButInputsStay) {
  const Value a = tensor("a");
  ops::tanh(a);
  ops::input(graph_, "x", {4, 5});
  const Value b = tensor("b");
  ops::assign(b, ops::square(b));
  const auto simple = simplified(a);
  EXPECT_EQ(count(*simple, "tanh"), 0);
  EXPECT_EQ(count(*simple, "input"), 1);
  EXPECT_EQ(count(*simple, "assign"), 1) << "an assignment is an effect";
}

TEST_F(Simplify, ArithmeticOnConstantsIsDoneNow) {
  const Value two = ops::constant(graph_, 2), three = ops::constant(graph_, 3);
  const auto simple = simplified(two * three + 1.0 / two);
  ASSERT_EQ(simple->size(), 1);
  EXPECT_EQ((*simple)[0].attributes.number, 6.5);
}

TEST_F(Simplify, ScalarFactorsMeetBeforeTheTensor) {
  const Value a = tensor("a"), s = number("s"), t = number("t");
  const auto simple = simplified(a * s * t / 4.0 * 1.0);
  int tensors = 0;
  for (int id = 0; id < simple->size(); ++id) {
    const graph::Node& node = (*simple)[id];
    if (node.op->kind == graph::Kind::kElementwise && node.shape.rank() > 0) ++tensors;
  }
  EXPECT_EQ(tensors, 1) << graph::to_text(*simple);
  const interpreter::Values values{{"a", {1, -2, 3, 4, 5, 6}}, {"s", {0.3}}, {"t", {7}}};
  const auto before = run(graph_, values), after = run(*simple, values);
  for (std::size_t i = 0; i < 6; ++i) EXPECT_NEAR(after[i], before[i], 1e-12);
}

// d loss / dx = softmax(x) - one_hot: by the softmax, where something else reads it.
TEST_F(Simplify, TheGradientOfACrossEntropyTakesASoftmaxThatIsThere) {
  const Value x = tensor("x"), label = ops::constant(graph_, 1.0);
  const Value labels = ops::broadcast_scalar(label, {2});
  const Value slope =
      gradient(ops::sum(ops::sparse_softmax_cross_entropy(x, labels)), std::vector{x})[0];
  const auto simple = simplified(ops::softmax(x) + slope);
  EXPECT_EQ(count(*simple, "sparse_softmax_cross_entropy_gradient"), 0);
  EXPECT_EQ(count(*simple, "softmax"), 1);
  const double p = std::exp(1.0) / (std::exp(1.0) + 2), rest = 1 / (std::exp(1.0) + 2);
  const std::vector<double> both = run(*simple, {{"x", {0, 1, 0, 1, 0, 0}}});
  const double expected[] = {2 * rest, 2 * p - 1, 2 * rest, 2 * p, 2 * rest - 1, 2 * rest};
  for (std::size_t i = 0; i < 6; ++i) EXPECT_NEAR(both[i], expected[i], 1e-12);
}

TEST_F(Simplify, KeepsNanAndInfinity) {
  const Value a = tensor("a"), s = number("s");
  const Value zero = ops::constant(graph_, 0);
  const auto simple = simplified(a * 1.0 * s + a * zero + (a - a));
  for (const double special : std::vector<double>{INFINITY, -INFINITY, NAN}) {
    const interpreter::Values values{{"a", {special, 1, 2, 3, 4, 5}}, {"s", {0}}};
    const auto before = run(graph_, values), after = run(*simple, values);
    EXPECT_TRUE(std::isnan(before[0]) && std::isnan(after[0])) << special;
    EXPECT_EQ(after[1], before[1]);
  }
}

TEST_F(Simplify, AliasesThatChangeNothingDisappear) {
  const Value a = tensor("a");
  const auto simple = simplified(ops::square(ops::reshape(ops::reshape(a, {3, 2}), {2, 3})));
  const interpreter::Values values{{"a", {1, 2, 3, 4, 5, 6}}};
  EXPECT_EQ(run(*simple, values), (std::vector<double>{1, 4, 9, 16, 25, 36}));
}

// Nodes are one only when all their attributes are: 0 is not -0, one place is not another.
TEST_F(Simplify, WhatDiffersInOneAttributeStaysTwo) {
  const Value a = tensor("a");
  const Value zero = ops::constant(graph_, 0.0), minus = ops::constant(graph_, -0.0);
  const Value parts = ops::slice(a, {0, 0}, {1, 2}) + ops::slice(a, {1, 1}, {1, 2});
  const Value sums = ops::sum(parts) + (number("s") + zero) * (number("s") + minus);
  const auto simple = simplified(sums);
  EXPECT_EQ(count(*simple, "slice"), 2);
  EXPECT_EQ(count(*simple, "constant"), 2);
}

// A fused reader finds the row of an element by its own columns: others need the rows in memory.
TEST_F(Simplify, ARepeatedVectorOfOtherColumnsIsCopied) {
  const Value row = ops::variable(graph_, "row", {3}, runtime::Role::kTrainable);
  const Value wide = ops::broadcast_rows(row, {2, 3});
  const Value other = ops::reshape(wide, {3, 2}) * ops::reshape(tensor("a"), {3, 2});
  const auto simple = simplified(ops::sum(other) + ops::sum(ops::reshape(wide, {1, 2, 3})));
  EXPECT_EQ(count(*simple, "copy"), 1);
}

TEST_F(Simplify, ABroadcastOfABroadcastScalarIsOne) {
  const Value s = number("s");
  const Value wide = ops::broadcast_rows(ops::broadcast_scalar(s, {3}), {2, 3});
  const auto simple = simplified(ops::sum(wide * tensor("a")));
  EXPECT_EQ(count(*simple, "broadcast_rows"), 0);
}

}  // namespace
}  // namespace occam::compiler

#include "occam/compiler/compile.h"

#include <gtest/gtest.h>

#include <cstring>

#include "occam/base/errors.h"
#include "occam/compiler/gradient.h"
#include "occam/compiler/group.h"
#include "occam/ops/abs.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/assign.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/constant.h"
#include "occam/ops/input.h"
#include "occam/ops/matmul.h"
#include "occam/ops/negate.h"
#include "occam/ops/reshape.h"
#include "occam/ops/softmax.h"
#include "occam/ops/sum.h"
#include "occam/ops/tanh.h"
#include "occam/ops/variable.h"
#include "occam/runtime/executor.h"

namespace occam::compiler {
namespace {

using graph::Value;

TEST(Compile, TheTraceHasEveryStage) {
  runtime::StateLayout layout;
  graph::Graph graph(layout);
  const Value x = ops::input(graph, "x", {4, 3});
  const Value w = ops::variable(graph, "w", {3, 2}, runtime::Role::kTrainable);
  graph.set_output("y", ops::tanh(ops::matmul(x, w)));
  std::string trace;
  CompileOptions options;
  options.trace = &trace;
  compile(graph, options);
  std::size_t at = 0;
  for (const char* stage :
       {"== build\n", "== simplify\n", "== group nodes\n", "== place assignments\n",
        "== drop unread\n", "== fuse\n", "== match updates\n", "== lower\n"}) {
    const std::size_t found = trace.find(stage, at);
    ASSERT_NE(found, std::string::npos) << stage << " in\n" << trace;
    at = found;
  }
  for (const char* part : {"matmul", "tanh", "'x'", "'w'", "plan:"})
    EXPECT_NE(trace.find(part), std::string::npos) << part;
}

/// One member's variable "w" after a step of a graph that `build` makes.
template <class Build>
std::vector<float> stepped(const std::vector<float>& start, Build&& build) {
  runtime::StateLayout layout;
  graph::Graph graph(layout);
  const Value w = ops::variable(graph, "w", {static_cast<std::int64_t>(start.size()) / 2, 2},
                                runtime::Role::kTrainable);
  build(w);
  runtime::State state(layout, 1);
  const runtime::Variable& variable = layout[*layout.find("w")];
  std::copy(start.begin(), start.end(), state.tensor(variable).begin());
  runtime::ThreadPool pool(1);
  runtime::Executor executor(compile(graph), state, pool);
  const int member = 0;
  executor.run({&member, 1});
  const auto values = state.tensor(variable);
  return {values.begin(), values.end()};
}

// Found by random graphs: the sum is taken of the old values although it ends the sweep.
TEST(Compile, ASumOfAVariableReadsItBeforeItsAssignment) {
  double total = 0;
  runtime::StateLayout layout;
  graph::Graph graph(layout);
  const Value w = ops::variable(graph, "w", {2, 2}, runtime::Role::kTrainable);
  graph.set_output("total", ops::sum(w));
  ops::assign(w, w * 10.0);
  runtime::State state(layout, 1);
  for (float& value : state.tensor(layout[0])) value = 1;
  runtime::ThreadPool pool(1);
  runtime::Executor executor(compile(graph), state, pool);
  const int member = 0;
  executor.run({&member, 1});
  total = executor.number(*executor.plan().output("total"));
  EXPECT_EQ(total, 4);
  for (const float value : state.tensor(layout[0])) EXPECT_EQ(value, 10);
}

// A loss that does not depend on the weights.
TEST(Compile, AnOutputMayBeANumber) {
  runtime::StateLayout layout;
  graph::Graph graph(layout);
  graph.set_output("two", ops::constant(graph, 2.0));
  graph.set_output("six", ops::constant(graph, 2.0) * 3.0);
  runtime::State state(layout, 1);
  runtime::ThreadPool pool(1);
  runtime::Executor executor(compile(graph), state, pool);
  const int member = 0;
  executor.run({&member, 1});
  EXPECT_EQ(executor.number(*executor.plan().output("two")), 2);
  EXPECT_EQ(executor.number(*executor.plan().output("six")), 6);
}

TEST(Compile, AnAssignmentSeesTheValuesBeforeTheStep) {
  const auto after = stepped({1, 2, 3, 4}, [](const Value& w) {
    const Value squared = ops::matmul(w, w);  // [[7, 10], [15, 22]]
    ops::assign(w, squared - w);
  });
  EXPECT_EQ(after, (std::vector<float>{6, 8, 12, 18}));
}

// A sum has the number from where it stands; a kernel behind it has it repeated in memory.
TEST(Compile, ARepeatedNumberIsReadBeforeItIsStoredForAKernel) {
  const auto after = stepped({3, 5}, [](const Value& w) {
    const Value ones = ops::broadcast_scalar(ops::constant(w.graph(), 1.0), {1, 2});
    const Value count = ops::sum(ones);
    ops::assign(w, ops::broadcast_scalar(count, {1, 2}) * ops::softmax(ones));
  });
  EXPECT_EQ(after, (std::vector<float>{1, 1}));
}

/// The last value of x and a chain of 100,000 nodes that `next` makes.
template <class Next>
float end_of_chain(Next&& next) {
  constexpr int kNodes = 100000;
  runtime::StateLayout layout;
  graph::Graph graph(layout);
  const Value x = ops::input(graph, "x", {2, 3});
  Value y = x;
  for (int i = 0; i < kNodes; ++i) y = next(y, i);
  graph.set_output("y", ops::reshape(y, {6}));
  const auto plan = compile(graph);
  runtime::State state(layout, 1);
  runtime::ThreadPool pool(1);
  runtime::Executor executor(plan, state, pool);
  for (float& value : executor.input(plan->inputs[0])) value = 1.5f;
  const int member = 0;
  executor.run({&member, 1});
  return executor.tensor(*plan->output("y"))[5];
}

// Nothing may call itself as deep as a graph is long.
TEST(Compile, ChainsOfHundredThousandNodes) {
  EXPECT_EQ(end_of_chain([](const Value& y, int) { return ops::negate(y); }), 1.5f);
  EXPECT_EQ(
      end_of_chain([](const Value& y, int i) { return i % 2 == 0 ? ops::abs(y) : y + y - y; }),
      1.5f);
  EXPECT_EQ(end_of_chain([](const Value& y, int i) {
              return ops::reshape(y, i % 2 == 0 ? Shape{3, 2} : Shape{2, 3});
            }),
            1.5f);
  EXPECT_EQ(end_of_chain([](const Value& y, int i) {
              return i % 2 == 0 ? ops::negate(y)
                                : ops::reshape(y, i % 4 == 1 ? Shape{3, 2} : Shape{2, 3});
            }),
            1.5f);
}

TEST(Compile, AGradientThroughALongChain) {
  runtime::StateLayout layout;
  graph::Graph graph(layout);
  const Value w = ops::variable(graph, "w", {2, 3}, runtime::Role::kTrainable);
  Value y = w;
  for (int i = 0; i < 20000; ++i) y = ops::tanh(y);
  const Value gradient = compiler::gradient(ops::sum(y), {&w, 1})[0];
  ops::assign(w, w - gradient);
  EXPECT_GT(compile(graph)->calls.size(), 2 * 20000 / Group::kMostNodes);
}

TEST(Compile, ABrokenGraphIsRefused) {
  runtime::StateLayout layout;
  graph::Graph graph(layout);
  const Value w = ops::variable(graph, "w", {2, 2}, runtime::Role::kTrainable);
  ops::assign(w, w * 2.0);
  ops::assign(w, w * 3.0);
  EXPECT_THROW(compile(graph), InternalError);
}

}  // namespace
}  // namespace occam::compiler

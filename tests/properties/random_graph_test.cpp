// Random graphs: the fused plan against the plain interpretation.
#include "tests/properties/random_graph.h"

#include <gtest/gtest.h>

#include <cstring>

#include "occam/compiler/compile.h"
#include "occam/graph/print.h"
#include "occam/runtime/executor.h"
#include "tests/properties/interpreter.h"

namespace occam {
namespace {

using random_graph::Builder;
using random_graph::GraphCase;
using random_graph::OpCase;

std::string compare_graph(const GraphCase& c) {
  Builder builder(c);
  runtime::State state(builder.layout, 1);
  std::uint64_t index = 0;
  const auto next = [&] { return 2 * random_uniform({c.seed, 3}, 0, index++) - 0.95f; };
  for (const runtime::Variable& variable : builder.layout.variables()) {
    if (variable.type == runtime::VariableType::kUint64) state.counter(variable) = c.seed % 100;
    if (variable.type == runtime::VariableType::kFloat64) state.number(variable) = std::abs(next());
    if (variable.type != runtime::VariableType::kFloat32) continue;
    for (float& value : state.tensor(variable)) value = next();
  }
  const auto plan = compiler::compile(builder.graph);
  interpreter::Values inputs;
  for (const runtime::PlanValue& input : plan->inputs) {
    for (std::int64_t i = 0; i < input.shape.size(); ++i) inputs[input.name].push_back(next());
  }
  const interpreter::Reference reference(builder.graph,
                                         interpreter::read_state(builder.layout, state), inputs);
  std::string differences;
  const runtime::State before = state;
  runtime::State serial;
  for (const int threads : {1, 3}) {
    state = before;
    runtime::ThreadPool pool(threads);
    runtime::Executor executor(plan, state, pool);
    for (const auto& input : plan->inputs)
      std::copy(inputs[input.name].begin(), inputs[input.name].end(),
                executor.input(input).begin());
    const int member = 0;
    executor.run({&member, 1});
    if (threads == 3 && std::memcmp(state.slab(0), serial.slab(0), state.slab_bytes()) != 0)
      differences += "other bits with 3 threads\n";
    serial = state;
    for (const auto& [name, id] : builder.graph.outputs()) {
      const runtime::PlanValue& value = *plan->output(name);
      // A variable is its own output: it shows the new value.
      if (builder.graph[id].op->kind == graph::Kind::kVariable) continue;
      if (value.operand.region == runtime::Region::kState) continue;
      std::vector<double> actual;
      if (value.shape.rank() == 0) {
        actual = {executor.number(value)};
      } else {
        const auto tensor = executor.tensor(value);
        actual.assign(tensor.begin(), tensor.end());
      }
      const auto node = static_cast<std::size_t>(id);
      const std::string difference = interpreter::compare(
          "output " + name, actual, reference.exact.nodes[node], reference.rounded.nodes[node]);
      if (!difference.empty()) differences += difference + "\n";
    }
  }
  for (const auto& [path, values] : interpreter::read_state(builder.layout, state)) {
    const std::string difference = interpreter::compare(
        path, values, reference.exact.variables.at(path), reference.rounded.variables.at(path));
    if (!difference.empty()) differences += difference + "\n";
  }
  if (!differences.empty()) {
    std::string trace;
    compiler::CompileOptions options;
    options.trace = &trace;
    compiler::compile(builder.graph, options);
    differences += trace.substr(trace.find("== simplify"));
  }
  return differences;
}

TEST(RandomGraph, RunsLikeTheInterpreter) {
  EXPECT_TRUE(random_network::check("a random graph", 600, [] {
    const auto number = [](int below) { return rc::gen::inRange(0, below); };
    const auto op = rc::gen::build<OpCase>(
        rc::gen::set(&OpCase::what, number(Builder::kWhats)), rc::gen::set(&OpCase::a, number(40)),
        rc::gen::set(&OpCase::b, number(40)), rc::gen::set(&OpCase::shape, number(8)));
    const auto ops = rc::gen::mapcat(rc::gen::inRange(1, 40), [op](int count) {
      return rc::gen::container<std::vector<OpCase>>(static_cast<std::size_t>(count), op);
    });
    const GraphCase c = *rc::gen::resize(
        rc::kNominalSize,
        rc::gen::build<GraphCase>(rc::gen::set(&GraphCase::ops, ops),
                                  rc::gen::set(&GraphCase::rows, number(15)),
                                  rc::gen::set(&GraphCase::cols, number(15)),
                                  rc::gen::set(&GraphCase::seed, rc::gen::inRange(1u, 100000u))));
    std::string difference;
    try {
      difference = compare_graph(c);
    } catch (const InternalError& error) {
      difference = error.what() + ("\n" + graph::to_text(Builder(c).graph));
    }
    if (!difference.empty()) RC_FAIL(difference);
  }));
}

}  // namespace
}  // namespace occam

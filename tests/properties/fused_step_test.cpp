// One step of a random network, fused and planned, against the plain interpretation of its graph.
#include <gtest/gtest.h>

#include <cstring>

#include "occam/compiler/compile.h"
#include "occam/graph/print.h"
#include "occam/runtime/executor.h"
#include "tests/properties/interpreter.h"
#include "tests/properties/random_network.h"

namespace occam {
namespace {

using random_network::Network;
using random_network::NetworkCase;
using runtime::Role;
using training::Mode;

/// Numbers for a test: uniform in [-1, 1), each its own stream.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : seed_(seed) {}
  double next() { return 2.0 * static_cast<double>(random_uniform({seed_, 77}, 0, index_++)) - 1; }

 private:
  std::uint64_t seed_, index_ = 0;
};

/// A graph with values for its variables and inputs.
struct Problem {
  runtime::StateLayout layout;
  models::BuiltGraph built;
  runtime::State state;
  interpreter::Values inputs;

  Problem(const Network& net, Mode mode, std::uint64_t seed) {
    const models::Description description = random_network::description_of(net);
    built = models::build(description, layout, {mode, net.batch});
    state = runtime::State(layout, 1);
    Numbers numbers(seed);
    for (const runtime::Variable& variable : layout.variables()) fill(variable, numbers, seed);
    for (const auto& [index, value] : built.numbers) state.number(layout[index]) = value;
    for (std::int64_t i = 0; i < net.batch * net.input_shape.size(); ++i)
      inputs[models::input_name(0)].push_back(static_cast<float>(numbers.next()));
    for (std::int64_t i = 0; i < net.batch * net.target_shape.size(); ++i) {
      const double u = numbers.next();
      const double label = std::floor((u + 1) / 2 * static_cast<double>(net.classes));
      inputs[models::target_name(0)].push_back(net.labels          ? label
                                               : net.probabilities ? static_cast<float>((u + 1) / 2)
                                                                   : static_cast<float>(u));
    }
  }

  void fill(const runtime::Variable& variable, Numbers& numbers, std::uint64_t seed) {
    if (variable.role == Role::kSeed) state.counter(variable) = seed;
    if (variable.role == Role::kCounter) state.counter(variable) = seed % 7;
    if (variable.role == Role::kAccumulator) state.number(variable) = 2 + numbers.next();
    if (variable.type != runtime::VariableType::kFloat32) return;
    const bool positive = variable.path.find("variance") != std::string::npos ||
                          variable.path.find("velocity") != std::string::npos;
    const double fan = variable.shape.rank() == 2 ? static_cast<double>(variable.shape[0]) : 4;
    for (float& value : state.tensor(variable)) {
      const double u = numbers.next();
      value = static_cast<float>(positive                       ? 0.05 + 0.5 * (u + 1)
                                 : variable.role == Role::kSlot ? 0.1 * u
                                                                : u * std::sqrt(3 / fan));
      if (!positive && u > 0.9) value = 0;
    }
  }
};

std::vector<double> doubles(std::span<const float> values) {
  return {values.begin(), values.end()};
}

/// "" or what differs between the plan and the interpretation, or between 1 and 3 threads.
std::string compare_step(const Network& net, Mode mode, std::uint64_t seed) {
  Problem problem(net, mode, seed);
  graph::Graph& graph = *problem.built.graph;
  const interpreter::Values before = interpreter::read_state(problem.layout, problem.state);
  const interpreter::Reference reference(graph, before, problem.inputs);

  compiler::CompileOptions options;
  if (mode == Mode::kTrain) options.advance = static_cast<int>(*problem.layout.find("step"));
  const auto plan = compiler::compile(graph, options);
  runtime::State again = problem.state;
  std::string differences;
  std::vector<float> predictions[2];
  for (const int threads : {1, 3}) {
    runtime::State& state = threads == 1 ? problem.state : again;
    runtime::ThreadPool pool(threads);
    runtime::Executor executor(plan, state, pool);
    for (const runtime::PlanValue& input : plan->inputs) {
      const auto& values = problem.inputs.at(input.name);
      std::copy(values.begin(), values.end(), executor.input(input).begin());
    }
    const int member = 0;
    executor.run({&member, 1});
    const auto prediction = executor.tensor(*plan->output(models::prediction_name(0)));
    predictions[threads / 2].assign(prediction.begin(), prediction.end());
    if (threads != 1) continue;
    for (const auto& [name, id] : graph.outputs()) {
      const auto node = static_cast<std::size_t>(id);
      const runtime::PlanValue& value = *plan->output(name);
      const auto actual = value.shape.rank() == 0 ? std::vector<double>{executor.number(value)}
                                                  : doubles(executor.tensor(value));
      const std::string difference = interpreter::compare(name, actual, reference.exact.nodes[node],
                                                          reference.rounded.nodes[node]);
      if (!difference.empty()) differences += difference + "\n";
    }
  }
  interpreter::Values after = interpreter::read_state(problem.layout, problem.state);
  if (mode == Mode::kTrain) after["step"][0] -= 1;
  for (const auto& [path, values] : after) {
    const std::string difference = interpreter::compare(
        path, values, reference.exact.variables.at(path), reference.rounded.variables.at(path));
    if (!difference.empty()) differences += difference + "\n";
  }
  if (std::memcmp(problem.state.slab(0), again.slab(0), again.slab_bytes()) != 0)
    differences += "other bits of the state with 3 threads\n";
  if (std::memcmp(predictions[0].data(), predictions[1].data(), predictions[0].size() * 4) != 0)
    differences += "other bits of the prediction with 3 threads\n";
  if (!differences.empty()) differences += graph::to_text(graph);
  return differences;
}

TEST(FusedStep, TrainsLikeTheInterpreter) {
  EXPECT_TRUE(random_network::check("a training step", 300, [] {
    const auto c = *random_network::any_network();
    const std::string difference =
        compare_step(random_network::network_of(c), Mode::kTrain, c.seed);
    if (!difference.empty()) RC_FAIL(difference);
  }));
}

TEST(FusedStep, TestsAndPredictsLikeTheInterpreter) {
  EXPECT_TRUE(random_network::check("a test step and a prediction", 150, [] {
    const auto c = *random_network::any_network();
    for (const Mode mode : {Mode::kTest, Mode::kPredict}) {
      const std::string difference = compare_step(random_network::network_of(c), mode, c.seed);
      if (!difference.empty()) RC_FAIL(difference);
    }
  }));
}

}  // namespace
}  // namespace occam

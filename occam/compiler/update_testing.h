#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "occam/base/random.h"
#include "occam/compiler/compile.h"
#include "occam/runtime/executor.h"

namespace occam::compiler::update_testing {

/// State and outputs after two steps of a graph from random numbers; variables whose path ends in
/// "v" (second moments) are not negative.
inline std::vector<std::byte> bytes_after_two_steps(graph::Graph& graph,
                                                    const runtime::StateLayout& layout, bool match,
                                                    int threads, std::string* trace) {
  const auto plan = compile(graph, {.trace = trace, .match_updates = match});
  runtime::State state(layout, 1);
  std::uint32_t stream = 0;
  const auto fill = [&](std::span<float> values, float low) {
    ++stream;
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = low + (1.0f - low) * random_uniform({9, stream}, 0, i);
  };
  for (const runtime::Variable& variable : layout.variables()) {
    if (variable.shape.rank() == 0) {
      state.number(variable) = 0.013 * ++stream;
    } else {
      fill(state.tensor(variable), variable.path.ends_with("v") ? 0.0f : -1.0f);
    }
  }
  runtime::ThreadPool pool(threads);
  runtime::Executor executor(plan, state, pool);
  for (const runtime::PlanValue& input : plan->inputs) fill(executor.input(input), -1.0f);
  const int member = 0;
  executor.run({&member, 1});
  executor.run({&member, 1});
  std::vector<std::byte> bytes(state.slab(0), state.slab(0) + state.slab_bytes());
  for (const runtime::PlanValue& output : plan->outputs) {
    const double number = output.shape.rank() == 0 ? executor.number(output) : 0.0;
    const auto* data = reinterpret_cast<const std::byte*>(&number);
    std::size_t size = sizeof number;
    if (output.shape.rank() > 0) {
      const auto values = executor.tensor(output);
      data = reinterpret_cast<const std::byte*>(values.data());
      size = values.size() * sizeof(float);
    }
    bytes.insert(bytes.end(), data, data + size);
  }
  return bytes;
}

}  // namespace occam::compiler::update_testing

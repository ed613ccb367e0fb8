#include "occam/models/build.h"

#include <algorithm>

#include "occam/models/calibration.h"
#include "occam/models/nested.h"
#include "occam/models/objective.h"
#include "occam/ops/input.h"

namespace occam::models {
namespace {

using graph::Value;
using training::Mode;

layers::Pass pass_of(Mode mode) {
  if (mode == Mode::kTrain) return layers::Pass::kTraining;
  return mode == Mode::kStatistics ? layers::Pass::kStatistics : layers::Pass::kInference;
}

/// A data-driven initializer needs a layer that says what its weight does.
void check_adapting(const layers::Declared& declared, const runtime::StateLayout& layout) {
  for (std::size_t i = 0; i < declared.weights.size(); ++i) {
    const layers::Declared::Weight& weight = declared.weights[i];
    const auto& responses = declared.responses;
    if (!weight.initializer.adapts() ||
        std::any_of(responses.begin(), responses.end(),
                    [&](const layers::Response& response) { return response.weight == i; }))
      continue;
    throw InvalidArgument("'" + layout[weight.variable].path +
                          "': " + std::string(weight.initializer.type()) +
                          " is driven by data, and only the kernel and the bias of a Dense can be. "
                          "Expected another initializer");
  }
}

/// A batch in, a batch out, in the shape that the layer says it is for.
Value build_call(BuiltGraph& built, const Topology& topology, const Topology::Call& call,
                 CallValues& values, const training::PlanKey& key) {
  const NamedLayer named{topology.layers[call.layer].name, topology.layer_of(call)};
  const layers::Scope scope =
      layers::Scope(*built.graph, named.name, built.numbers, built.declared, pass_of(key.mode))
          .again(call.repetition);
  try {
    const Dims& declared = named.layer.input_shape();
    if (declared && !declared.shape().could_be(values[call.inputs[0]].shape().tail())) {
      throw_invalid_value(
          named.layer.type(), "input_shape",
          "the shape that comes in, " + to_text(values[call.inputs[0]].shape().tail()),
          to_text(declared.shape()));
    }
    const Value output = values.add(scope, call, named.layer);
    if (output.shape().rank() == 0 || output.shape()[0] != key.batch) {
      throw InvalidArgument(std::string(named.layer.type()) +
                            ": Expected a result with the batch as its first axis, " +
                            std::to_string(key.batch) + " here. Received: shape " +
                            to_text(output.shape()));
    }
    return output;
  } catch (const InvalidArgument& error) {
    throw InvalidArgument("layer '" + named.name + "': " + error.what());
  }
}

}  // namespace

std::string input_name(std::size_t input) { return "x" + std::to_string(input); }
std::string target_name(std::size_t output) { return "y" + std::to_string(output); }
std::string weight_name(std::size_t output) { return "w" + std::to_string(output); }
std::string prediction_name(std::size_t output) { return "prediction" + std::to_string(output); }
std::string response_name(std::size_t response) { return "response" + std::to_string(response); }

Description Description::with(const Form& form) const {
  Description known = *this;
  for (std::size_t i = 0; i < form.inputs.size(); ++i)
    known.topology.inputs[i].shape = form.inputs[i];
  if (!form.targets.empty()) known.target_shapes = form.targets;
  known.weight_shapes = form.weights;
  return known;
}

BuiltGraph build(const Description& description, runtime::StateLayout& layout,
                 training::PlanKey key) {
  const Topology& topology = description.topology;
  BuiltGraph built;
  built.graph = std::make_unique<graph::Graph>(layout);
  layout.declare("seed", {}, runtime::VariableType::kUint64, runtime::Role::kSeed);
  layout.declare("step", {}, runtime::VariableType::kUint64, runtime::Role::kCounter);
  std::vector<Value> inputs;
  for (std::size_t i = 0; i < topology.inputs.size(); ++i) {
    inputs.push_back(
        ops::input(*built.graph, input_name(i), topology.inputs[i].shape.with_front(key.batch)));
  }
  CallValues values(std::move(inputs));
  for (const Topology::Call& call : topology.calls) {
    const Value result = build_call(built, topology, call, values, key);
    built.call_shapes.push_back(result.shape().tail());
    built.weight_layers.resize(built.declared.weights.size(), call.layer);
  }
  check_adapting(built.declared, layout);
  layers::assign_statistics(built.declared, pass_of(key.mode), key.batch);
  if (key.mode == Mode::kStatistics) return built;
  if (key.mode == Mode::kAdapt) {
    for (std::size_t i = 0; i < built.declared.responses.size(); ++i)
      built.graph->set_output(response_name(i), built.declared.responses[i].values);
    return built;
  }
  for (std::size_t i = 0; i < topology.outputs.size(); ++i) {
    built.outputs.push_back(values[topology.outputs[i].value]);
    if (key.mode == Mode::kLogits) {
      built.graph->set_output(prediction_name(i), logits_of(description, built.outputs.back()));
      continue;
    }
    built.graph->set_output(prediction_name(i), built.outputs.back());
  }
  const bool has_objective = key.mode == Mode::kTrain || key.mode == Mode::kTest;
  if (description.options != nullptr && has_objective) {
    add_objective(built, description, key);
  } else if (key.mode == Mode::kTrain) {
    layers::assign_starts(built.declared);
  }
  return built;
}

void declare_compiled(const Description& description, runtime::StateLayout& layout,
                      ops::Scope::Numbers& numbers) {
  const std::size_t taken = layout.variables().size();
  ops::Scope::Numbers fresh;
  runtime::StateLayout own;
  graph::Graph scratch(own);
  own.declare("step", {}, runtime::VariableType::kUint64, runtime::Role::kCounter);
  declare_objective(scratch, description, fresh);
  for (const runtime::Variable& variable : own.variables()) {
    if (variable.role != runtime::Role::kHyper) continue;
    if (const auto found = layout.find(variable.path); found && *found < taken) {
      throw InvalidArgument("compile: '" + variable.path +
                            "' is a hyper-parameter of a layer and of the loss or optimizer. "
                            "Expected another name for the layer");
    }
    const std::size_t index =
        layout.declare(variable.path, variable.shape, variable.type, variable.role, variable.range);
    numbers[index] = fresh.at(*own.find(variable.path));
  }
}

}  // namespace occam::models

#include "occam/models/gradient_steps.h"

#include <algorithm>

#include "occam/base/errors.h"
#include "occam/base/range.h"
#include "occam/compiler/compile.h"
#include "occam/ops/input.h"
#include "occam/ops/variable.h"
#include "occam/optimizers/apply.h"

namespace occam::models {

using runtime::Role;
using runtime::Variable;

namespace {

std::string gradient_of(const std::string& path) { return path + "/gradient"; }

void copy(const std::string& what, const Array& from, std::span<float> into) {
  const std::span<const float> values = from.data<float>();
  if (values.size() != into.size()) {
    throw_invalid_value("apply_gradients", what, std::to_string(into.size()) + " numbers",
                        std::to_string(values.size()));
  }
  std::ranges::copy(values, into.begin());
}

}  // namespace

GradientSteps::GradientSteps(const Optimizer& optimizer, std::span<const Weight> weights)
    : graph_(layout_), pool_(runtime::shared_pool(1)) {
  layout_.declare("seed", {}, runtime::VariableType::kUint64, Role::kSeed);
  const graph::Value step = ops::variable(graph_, "step", {}, Role::kCounter);
  step_ = static_cast<std::size_t>(step.node().attributes.variable);
  std::vector<TrainedWeight> trained;
  std::vector<graph::Value> gradients;
  for (const Weight& each : weights) {
    const graph::Value weight = ops::variable(graph_, each.path, each.shape, Role::kTrainable);
    weights_.push_back(static_cast<std::size_t>(weight.node().attributes.variable));
    trained.push_back({weight});
    gradients.push_back(ops::input(graph_, gradient_of(each.path), each.shape));
  }
  optimizers::apply_gradients(ops::Scope(graph_, "optimizer", numbers_), optimizer, trained,
                              gradients);
  const auto plan = compiler::compile(graph_, {.advance = static_cast<int>(step_)});
  state_ = runtime::State(layout_, 1);
  for (const Variable& variable : layout_.variables()) {
    if (variable.role == Role::kSlot) state_.fill(variable, 0, variable.initial);
  }
  for (const auto& [index, value] : numbers_) state_.number(layout_[index]) = value;
  executor_ = std::make_unique<runtime::Executor>(plan, state_, *pool_);
}

std::vector<Array> GradientSteps::step(std::span<const Array> weights,
                                       std::span<const Array> gradients) {
  for (const std::size_t given : {weights.size(), gradients.size()}) {
    if (given != weights_.size()) {
      throw_invalid_value("apply_gradients", "gradients", std::to_string(weights_.size()),
                          std::to_string(given));
    }
  }
  for (std::size_t i = 0; i < weights_.size(); ++i) {
    const Variable& variable = layout_[weights_[i]];
    copy(variable.path, weights[i], state_.tensor(variable));
    // A gradient that nothing is made of is not in the plan.
    const std::string name = gradient_of(variable.path);
    if (const runtime::PlanValue* place = executor_->plan().input(name))
      copy(name, gradients[i], executor_->input(*place));
  }
  const int member = 0;
  executor_->run({&member, 1});
  std::vector<Array> result;
  for (const std::size_t index : weights_) result.push_back(values(layout_[index]));
  return result;
}

std::int64_t GradientSteps::steps_taken() {
  return static_cast<std::int64_t>(state_.counter(layout_[step_]));
}

std::vector<std::pair<std::string, Array>> GradientSteps::slots() {
  std::vector<std::pair<std::string, Array>> result;
  for (const Variable& variable : layout_.variables()) {
    if (variable.role == Role::kSlot) result.emplace_back(variable.path, values(variable));
  }
  return result;
}

void GradientSteps::restore(std::int64_t steps, std::span<const Array> slots) {
  std::vector<const Variable*> memory;
  for (const Variable& variable : layout_.variables()) {
    if (variable.role == Role::kSlot) memory.push_back(&variable);
  }
  if (steps < 0)
    throw_invalid_value("optimizer", "iteration", "a whole number >= 0", std::to_string(steps));
  if (slots.size() != memory.size()) {
    throw_invalid_value("optimizer", "slots", std::to_string(memory.size()) + " arrays",
                        std::to_string(slots.size()));
  }
  for (std::size_t i = 0; i < memory.size(); ++i) {
    if (slots[i].size() == memory[i]->shape.size()) continue;
    throw_invalid_value("optimizer", memory[i]->path,
                        std::to_string(memory[i]->shape.size()) + " numbers",
                        std::to_string(slots[i].size()));
  }
  for (std::size_t i = 0; i < memory.size(); ++i) {
    if (memory[i]->type == runtime::VariableType::kFloat64) {
      state_.number(*memory[i]) = slots[i].at(0);
    } else {
      copy(memory[i]->path, slots[i].astype(DType::kFloat32), state_.tensor(*memory[i]));
    }
  }
  state_.counter(layout_[step_]) = static_cast<std::uint64_t>(steps);
}

std::vector<std::string> GradientSteps::hyper_paths() const {
  std::vector<std::string> paths;
  for (const Variable& variable : layout_.variables()) {
    if (variable.role == Role::kHyper) paths.push_back(variable.path);
  }
  return paths;
}

double GradientSteps::hyper(std::string_view path) { return state_.number(hyper_at(path)); }

void GradientSteps::set_hyper(std::string_view path, double value) {
  const Variable& variable = hyper_at(path);
  check_float32("optimizer", path, value, variable.range);
  state_.number(variable) = value;
}

Array GradientSteps::values(const Variable& variable) {
  if (variable.type == runtime::VariableType::kFloat64)
    return Array(Shape{}, std::vector<double>{state_.number(variable)});
  return Array(variable.shape, state_.tensor(variable));
}

const Variable& GradientSteps::hyper_at(std::string_view path) const {
  const auto index = layout_.find(path);
  if (!index || layout_[*index].role != Role::kHyper)
    throw InvalidArgument("optimizer: no hyper-parameter '" + std::string(path) + "'");
  return layout_[*index];
}

}  // namespace occam::models

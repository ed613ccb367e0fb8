#include "tests/experiment/experiment.h"

#include <algorithm>
#include <numeric>

#include "occam/compiler/compile.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/assign.h"
#include "occam/ops/input.h"
#include "occam/ops/sum.h"
#include "occam/ops/variable.h"

namespace occam::experiments {

using graph::Value;
using runtime::Role;

Experiment::Experiment(std::int64_t members) : graph_(layout_), members_(members), pool_(1) {
  layout_.declare("seed", {}, runtime::VariableType::kUint64, Role::kSeed);
  layout_.declare("step", {}, runtime::VariableType::kUint64, Role::kCounter);
}

Value Experiment::variable(const std::string& path, const Array& value, Role role) {
  const Value result = ops::variable(graph_, path, value.shape(), role);
  variables_.emplace(result.node().attributes.variable, value);
  return result;
}

Value Experiment::input(const std::string& name, const Array& value) {
  inputs_.emplace(name, value);
  return ops::input(graph_, name, value.shape());
}

void Experiment::output(const std::string& name, const Value& value) {
  graph_.set_output(name, value);
}

void Experiment::keep(const std::string& name, const Value& value) {
  const Role role = value.is_scalar() ? Role::kAccumulator : Role::kStatistic;
  ops::assign(ops::variable(graph_, "kept/" + name, value.shape(), role), value);
}

void Experiment::set_hyper(const std::string& path, const std::vector<double>& values) {
  hypers_[path] = values;
}

const runtime::Variable& Experiment::at(std::string_view path) const {
  return layout_[layout_.find(path).value()];
}

void Experiment::prepare() {
  layers::assign_statistics(declared_, layers::Pass::kTraining, 0);
  const auto plan = compiler::compile(graph_);
  state_ = runtime::State(layout_, members_);
  for (std::int64_t m = 0; m < members_; ++m) {
    for (const auto& [index, value] : numbers_) state_.number(layout_[index], m) = value;
    for (const auto& [path, values] : hypers_)
      state_.number(at(path), m) = values.at(static_cast<std::size_t>(m));
    for (const layers::Constant& constant : declared_.constants) {
      std::ranges::copy(constant.values.data<float>(),
                        state_.tensor(layout_[constant.variable], m).begin());
    }
    for (const layers::Declared::Weight& weight : declared_.weights) {
      const runtime::Variable& variable = layout_[weight.variable];
      weight.initializer.fill(state_.tensor(variable, m), variable.shape, {1, 2});
    }
    for (const runtime::Variable& variable : layout_.variables()) {
      if (variable.role == runtime::Role::kSlot) state_.fill(variable, m, variable.initial);
    }
    for (const auto& [index, value] : variables_)
      std::ranges::copy(value.data<float>(), state_.tensor(layout_[index], m).begin());
  }
  executor_ = std::make_unique<runtime::Executor>(plan, state_, pool_);
  for (const auto& [name, value] : inputs_) {
    // An input that the results do not depend on is not in the plan.
    if (const runtime::PlanValue* place = plan->input(name))
      std::ranges::copy(value.data<float>(), executor_->input(*place).begin());
  }
}

void Experiment::run() {
  if (!executor_) prepare();
  for (std::int64_t m = 0; m < members_; ++m) state_.counter(at("step"), m) = 0;
  std::vector<int> active(static_cast<std::size_t>(members_));
  std::iota(active.begin(), active.end(), 0);
  executor_->run(active);
}

void Experiment::set(std::string_view path, std::span<const float> value) {
  for (std::int64_t m = 0; m < members_; ++m)
    std::ranges::copy(value, state_.tensor(at(path), m).begin());
}

std::span<const float> Experiment::tensor(const std::string& output) const {
  const runtime::PlanValue& value = *executor_->plan().output(output);
  if (value.operand.region != runtime::Region::kState) return executor_->tensor(value);
  return {reinterpret_cast<const float*>(state_.slab(0) + value.operand.offset),
          static_cast<std::size_t>(value.shape.size())};
}

double Experiment::number(const std::string& output) const {
  return executor_->number(*executor_->plan().output(output));
}

std::span<const float> Experiment::after(std::string_view path) const {
  return state_.tensor(at(path));
}

std::vector<double> Experiment::values_after(std::size_t variable) const {
  if (layout_[variable].type == runtime::VariableType::kFloat64)
    return {state_.number(layout_[variable], 0)};
  const std::span<const float> values = state_.tensor(layout_[variable]);
  return {values.begin(), values.end()};
}

std::span<const std::byte> Experiment::kept(const std::string& name, std::int64_t member) const {
  const runtime::Variable& variable = at("kept/" + name);
  return {state_.slab(member) + variable.offset, variable.bytes()};
}

Value weighted_sum(const Value& value, const Value& upstream) { return ops::sum(value * upstream); }

}  // namespace occam::experiments

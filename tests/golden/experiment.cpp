#include "tests/golden/experiment.h"

#include <algorithm>

#include "occam/compiler/compile.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/input.h"
#include "occam/ops/sum.h"
#include "occam/ops/variable.h"
#include "tests/golden/golden_file.h"

namespace occam::golden {

using graph::Value;

Value Experiment::variable(const std::string& path, const Array& value, runtime::Role role) {
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

void Experiment::run() {
  layers::assign_statistics(declared_);
  const auto plan = compiler::compile(graph_);
  state_ = runtime::State(layout_, 1);
  for (const auto& [index, value] : numbers_) state_.number(layout_[index]) = value;
  for (const layers::Declared::Weight& weight : declared_.weights) {
    const runtime::Variable& variable = layout_[weight.variable];
    weight.initializer.fill(state_.tensor(variable), variable.shape, {1, 2});
  }
  for (const runtime::Variable& variable : layout_.variables()) {
    if (variable.role == runtime::Role::kSlot) state_.fill(variable, 0, variable.initial);
  }
  for (const auto& [index, value] : variables_) {
    std::ranges::copy(values(value), state_.tensor(layout_[index]).begin());
  }
  executor_ = std::make_unique<runtime::Executor>(plan, state_, pool_);
  for (const auto& [name, value] : inputs_) {
    // An input that the results do not depend on is not in the plan.
    if (const runtime::PlanValue* place = plan->input(name))
      std::ranges::copy(values(value), executor_->input(*place).begin());
  }
  const int member = 0;
  executor_->run({&member, 1});
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
  return state_.tensor(layout_[layout_.find(path).value()]);
}

Value weighted_sum(const Value& value, const Value& upstream) { return ops::sum(value * upstream); }

}  // namespace occam::golden

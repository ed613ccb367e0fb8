#include "occam/models/eager.h"

#include <algorithm>

#include "occam/compiler/compile.h"
#include "occam/models/build.h"
#include "occam/ops/input.h"

namespace occam::models {
namespace {

std::string output_name(std::size_t index) { return "y" + std::to_string(index); }

}  // namespace

using runtime::Role;
using runtime::VariableType;

Eager::Eager(int threads) : graph_(layout_), pool_(runtime::shared_pool(threads)) {
  layout_.declare("seed", {}, VariableType::kUint64, Role::kSeed);
  layout_.declare("step", {}, VariableType::kUint64, Role::kCounter);
}

graph::Value Eager::input(const Array& value) {
  inputs_.push_back(value.astype(DType::kFloat32));
  return ops::input(graph_, input_name(inputs_.size() - 1), value.shape());
}

void Eager::output(const graph::Value& value) {
  graph_.set_output(output_name(outputs_++), value);
  executor_.reset();
}

void Eager::set_input(std::size_t index, const Array& value) {
  check_internal(value.shape() == inputs_[index].shape(), "an input of another shape");
  inputs_[index] = value.astype(DType::kFloat32);
}

void Eager::set_tensor(std::size_t variable, const Array& value) {
  check_internal(value.shape() == layout_[variable].shape, "a variable of another shape");
  tensors_.insert_or_assign(variable, value.astype(DType::kFloat32));
}

/// The state before a run, whatever an earlier one has left.
void Eager::start(const std::map<std::size_t, std::vector<double>>& variables) {
  std::fill_n(state_.slab(0), state_.slab_bytes(), std::byte{0});
  state_.counter(layout_[*layout_.find("seed")]) = seed_;
  for (const auto& [index, number] : numbers_) state_.number(layout_[index]) = number;
  for (const auto& [index, value] : tensors_)
    std::ranges::copy(value.data<float>(), state_.tensor(layout_[index]).begin());
  for (const auto& [index, values] : variables) {
    if (layout_[index].type == VariableType::kFloat64) {
      state_.number(layout_[index]) = values[0];
    } else {
      std::ranges::transform(values, state_.tensor(layout_[index]).begin(),
                             [](double value) { return static_cast<float>(value); });
    }
  }
}

void Eager::run(const std::map<std::size_t, std::vector<double>>& variables) {
  if (!executor_) {
    const auto plan = compiler::compile(graph_);
    state_ = runtime::State(layout_, 1);
    executor_ = std::make_unique<runtime::Executor>(plan, state_, *pool_);
  }
  start(variables);
  const runtime::Plan& plan = executor_->plan();
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    // An input that no result depends on is not in the plan.
    const runtime::PlanValue* const place = plan.input(input_name(i));
    if (place == nullptr) continue;
    const std::span<const float> values = inputs_[i].data<float>();
    if (place->shape.rank() > 0) std::ranges::copy(values, executor_->input(*place).begin());
  }
  const int member = 0;
  executor_->run({&member, 1});
}

Array Eager::result(std::size_t output) const {
  const runtime::PlanValue& value = *executor_->plan().output(output_name(output));
  if (value.shape.rank() == 0)
    return Array(Shape{}, std::vector<float>{static_cast<float>(executor_->number(value))});
  const std::span<const float> values = executor_->tensor(value);
  return Array(value.shape, values.subspan(0, static_cast<std::size_t>(value.shape.size())));
}

std::vector<double> Eager::variable(std::size_t index) const {
  if (layout_[index].type == VariableType::kFloat64) return {state_.number(layout_[index])};
  const std::span<const float> values = state_.tensor(layout_[index]);
  return {values.begin(), values.end()};
}

}  // namespace occam::models

#include "tests/experiment/optimizer_steps.h"

#include <algorithm>

#include "occam/compiler/compile.h"
#include "occam/ops/input.h"
#include "occam/ops/variable.h"

namespace occam::experiments {

using runtime::Role;

TrainedWeight& OptimizerSteps::weight(const std::string& path, const std::vector<float>& start,
                                      Shape shape) {
  starts_[path] = start;
  if (shape.rank() == 0) shape = {static_cast<std::int64_t>(start.size())};
  gradients_.push_back(ops::input(graph_, path + "/gradient", shape));
  weights_.push_back({ops::variable(graph_, path, shape, Role::kTrainable)});
  return weights_.back();
}

void OptimizerSteps::compile(const Optimizer& optimizer) {
  const graph::Value step = ops::variable(graph_, "step", {}, Role::kCounter);
  optimizers::apply_gradients(scope("optimizer"), optimizer, weights_, gradients_);
  const auto plan =
      compiler::compile(graph_, {.advance = static_cast<int>(step.node().attributes.variable)});
  state_ = runtime::State(layout_, 1);
  for (const runtime::Variable& variable : layout_.variables()) {
    if (variable.role == Role::kSlot) state_.fill(variable, 0, variable.initial);
  }
  for (const auto& [index, value] : numbers_) state_.number(layout_[index]) = value;
  for (const auto& [path, start] : starts_)
    std::ranges::copy(start, state_.tensor(layout_[*layout_.find(path)]).begin());
  executor_ = std::make_unique<runtime::Executor>(plan, state_, pool_);
}

void OptimizerSteps::step(const std::vector<std::vector<float>>& gradients) {
  for (std::size_t i = 0; i < gradients.size(); ++i) {
    const std::string path = graph_.variable_of(weights_[i].weight).path + "/gradient";
    std::ranges::copy(gradients[i], executor_->input(*executor_->plan().input(path)).begin());
  }
  const int member = 0;
  executor_->run({&member, 1});
}

std::vector<float> OptimizerSteps::operator[](const std::string& path) {
  const auto values = state_.tensor(layout_[*layout_.find(path)]);
  return {values.begin(), values.end()};
}

double OptimizerSteps::number(const std::string& path) {
  return state_.number(layout_[*layout_.find(path)]);
}

}  // namespace occam::experiments

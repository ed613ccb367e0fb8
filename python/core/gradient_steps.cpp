// Optimizer.apply_gradients: steps of an optimizer on weights and gradients of the caller's.

#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <memory>

#include "occam/compiler/compile.h"
#include "occam/ops/input.h"
#include "occam/ops/variable.h"
#include "occam/optimizers/apply.h"
#include "occam/runtime/executor.h"
#include "occam/runtime/state.h"
#include "python/core/conversions.h"
#include "python/core/module.h"
#include "python/core/read_member.h"
#include "python/core/warnings.h"

namespace occam::python {
namespace {

using runtime::Role;
using runtime::Variable;

/// An optimizer with its memory of some weights. The weights' values are the caller's.
class GradientSteps {
 public:
  GradientSteps(nb::handle optimizer,
                const std::vector<std::pair<std::string, std::vector<std::int64_t>>>& weights)
      : graph_(layout_), pool_(runtime::shared_pool(1)) {
    const PythonWarnings warnings;
    layout_.declare("seed", {}, runtime::VariableType::kUint64, Role::kSeed);
    const graph::Value step = ops::variable(graph_, "step", {}, Role::kCounter);
    step_ = static_cast<std::size_t>(step.node().attributes.variable);
    std::vector<TrainedWeight> trained;
    std::vector<graph::Value> gradients;
    for (const auto& [path, sizes] : weights) {
      const graph::Value weight = ops::variable(graph_, path, shape_of(sizes), Role::kTrainable);
      weights_.push_back(static_cast<std::size_t>(weight.node().attributes.variable));
      trained.push_back({weight});
      gradients.push_back(ops::input(graph_, gradient_of(path), shape_of(sizes)));
    }
    optimizers::apply_gradients(ops::Scope(graph_, "optimizer", numbers_),
                                read_member<Optimizer>("optimizer", optimizer), trained, gradients);
    const auto plan = compiler::compile(graph_, {.advance = static_cast<int>(step_)});
    state_ = runtime::State(layout_, 1);
    for (const Variable& variable : layout_.variables()) {
      if (variable.role == Role::kSlot) state_.fill(variable, 0, variable.initial);
    }
    for (const auto& [index, value] : numbers_) state_.number(layout_[index]) = value;
    executor_ = std::make_unique<runtime::Executor>(plan, state_, *pool_);
  }
  GradientSteps(const GradientSteps&) = delete;
  GradientSteps& operator=(const GradientSteps&) = delete;

  /// The weights behind a step from these.
  nb::list step(const std::vector<NumpyArray>& weights, const std::vector<NumpyArray>& gradients) {
    for (std::size_t i = 0; i < weights_.size(); ++i) {
      const Variable& variable = layout_[weights_[i]];
      copy(weights.at(i), state_.tensor(variable));
      // A gradient that nothing is made of is not in the plan.
      if (const runtime::PlanValue* place = executor_->plan().input(gradient_of(variable.path)))
        copy(gradients.at(i), executor_->input(*place));
    }
    const int member = 0;
    executor_->run({&member, 1});
    nb::list result;
    for (const std::size_t index : weights_) result.append(values(layout_[index]));
    return result;
  }

  std::int64_t steps_taken() { return static_cast<std::int64_t>(state_.counter(layout_[step_])); }

  /// (path, values) of what the optimizer remembers.
  nb::list slots() {
    nb::list result;
    for (const Variable& variable : layout_.variables()) {
      if (variable.role == Role::kSlot)
        result.append(nb::make_tuple(variable.path, values(variable)));
    }
    return result;
  }

  std::vector<std::string> hyper_paths() const {
    std::vector<std::string> paths;
    for (const Variable& variable : layout_.variables()) {
      if (variable.role == Role::kHyper) paths.push_back(variable.path);
    }
    return paths;
  }
  double hyper(const std::string& path) { return state_.number(hyper_at(path)); }
  void set_hyper(const std::string& path, double value) {
    const Variable& variable = hyper_at(path);
    check_float32("optimizer", path, value, variable.range);
    state_.number(variable) = value;
  }

 private:
  static std::string gradient_of(const std::string& path) { return path + "/gradient"; }

  static void copy(const NumpyArray& from, std::span<float> into) {
    const Array view = view_of(from);
    const std::span<const float> values = view.data<float>();
    if (values.size() != into.size()) {
      throw_invalid_value("apply_gradients", "an array", std::to_string(into.size()) + " numbers",
                          std::to_string(values.size()));
    }
    std::ranges::copy(values, into.begin());
  }

  nb::object values(const Variable& variable) {
    if (variable.type == runtime::VariableType::kFloat64)
      return nb::float_(state_.number(variable));
    return numpy_of(Array(variable.shape, state_.tensor(variable)));
  }

  const Variable& hyper_at(const std::string& path) const {
    const auto index = layout_.find(path);
    if (!index || layout_[*index].role != Role::kHyper)
      throw InvalidArgument("optimizer: no hyper-parameter '" + path + "'");
    return layout_[*index];
  }

  runtime::StateLayout layout_;
  graph::Graph graph_;
  ops::Scope::Numbers numbers_;
  std::vector<std::size_t> weights_;
  std::size_t step_ = 0;
  runtime::State state_;
  std::shared_ptr<runtime::ThreadPool> pool_;
  std::unique_ptr<runtime::Executor> executor_;
};

}  // namespace

void bind_gradient_steps(nb::module_& module) {
  nb::class_<GradientSteps>(module, "GradientSteps")
      .def("__init__",
           [](GradientSteps* self, nb::handle optimizer,
              const std::vector<std::pair<std::string, std::vector<std::int64_t>>>& weights) {
             new (self) GradientSteps(optimizer, weights);
           })
      .def("step", &GradientSteps::step)
      .def("steps_taken", &GradientSteps::steps_taken)
      .def("slots", &GradientSteps::slots)
      .def("hyper_paths", &GradientSteps::hyper_paths)
      .def("hyper", &GradientSteps::hyper)
      .def("set_hyper", &GradientSteps::set_hyper);
}

}  // namespace occam::python

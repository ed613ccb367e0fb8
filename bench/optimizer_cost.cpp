#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <random>
#include <vector>

#include "bench/epoch_times.h"
#include "bench/report.h"
#include "bench/workloads.h"
#include "occam/compiler/compile.h"
#include "occam/ops/input.h"
#include "occam/ops/variable.h"
#include "occam/optimizers/apply.h"

namespace occam::bench {
namespace {

using runtime::Role;

constexpr int kSteps = 40;  // of a repeat

/// Weights, gradients and slots of an optimizer, and nothing else.
class UpdatePlan {
 public:
  UpdatePlan(const Optimizer& optimizer, const std::vector<Shape>& shapes, int threads)
      : pool_(threads) {
    layout_.declare("seed", {}, runtime::VariableType::kUint64, Role::kSeed);
    const graph::Value step = ops::variable(graph_, "step", {}, Role::kCounter);
    ops::Scope::Numbers numbers;
    std::vector<TrainedWeight> weights;
    std::vector<graph::Value> gradients;
    for (const Shape& shape : shapes) {
      const std::string name = "weight_" + std::to_string(weights.size());
      weights.push_back({ops::variable(graph_, name, shape, Role::kTrainable)});
      gradients.push_back(ops::input(graph_, name + "/gradient", shape));
      elements_ += shape.size();
    }
    optimizers::apply_gradients(ops::Scope(graph_, "optimizer", numbers), optimizer, weights,
                                gradients);
    const auto plan =
        compiler::compile(graph_, {.advance = static_cast<int>(step.node().attributes.variable)});
    state_ = runtime::State(layout_, 1);
    executor_ = std::make_unique<runtime::Executor>(plan, state_, pool_);
    std::mt19937 bits(0);
    std::normal_distribution<float> normal(0, 0.05f);
    for (const runtime::Variable& variable : layout_.variables()) {
      if (variable.role == Role::kSlot) state_.fill(variable, 0, variable.initial);
      if (variable.role == Role::kTrainable)
        std::ranges::generate(state_.tensor(variable), [&] { return normal(bits); });
    }
    for (const auto& [index, value] : numbers) state_.number(layout_[index]) = value;
    for (const runtime::PlanValue& input : plan->inputs)
      std::ranges::generate(executor_->input(input), [&] { return normal(bits); });
  }

  std::int64_t elements() const { return elements_; }
  /// That a step cannot do without: gradients read, weights and slots read and written.
  double bytes() const {
    double bytes = 4 * static_cast<double>(elements_);
    for (const runtime::Variable& variable : layout_.variables()) {
      if (variable.role == Role::kTrainable || variable.role == Role::kSlot ||
          variable.role == Role::kAverage)
        bytes += 2 * static_cast<double>(variable.bytes());
    }
    return bytes;
  }
  /// Seconds of the fastest step.
  double fastest() {
    double least = std::numeric_limits<double>::infinity();
    const int member = 0;
    for (int i = 0; i < kSteps; ++i) {
      const auto begin = Clock::now();
      executor_->run({&member, 1});
      least = std::min(least, seconds_since(begin));
    }
    return least;
  }

 private:
  runtime::StateLayout layout_;
  graph::Graph graph_{layout_};
  runtime::ThreadPool pool_;
  runtime::State state_;
  std::unique_ptr<runtime::Executor> executor_;
  std::int64_t elements_ = 0;
};

/// Seconds of the fastest copy that moves so many bytes: half are read, half written.
double copy_seconds(double bytes) {
  std::vector<char> from(static_cast<std::size_t>(bytes / 2), 1), to(from.size());
  double least = std::numeric_limits<double>::infinity();
  for (int i = 0; i < kSteps; ++i) {
    const auto begin = Clock::now();
    std::memcpy(to.data(), from.data(), from.size());
    least = std::min(least, seconds_since(begin));
    from[static_cast<std::size_t>(i)] = to.back();  // so that no copy is left out
  }
  return least;
}

}  // namespace

void measure_optimizer_cost(const Options& options) {
  const std::vector<Shape> shapes{{784, 512}, {512}, {512, 512}, {512}, {512, 10}, {10}};
  for (const auto& entry : Optimizer::catalogue().entries()) {
    UpdatePlan plan(entry.make(), shapes, options.threads);
    double step = std::numeric_limits<double>::infinity(), copy = step;
    for (int repeat = 0; repeat < options.repeats; ++repeat) {
      step = std::min(step, plan.fastest());
      copy = std::min(copy, copy_seconds(plan.bytes()));
    }
    Line line = new_line("optimizer-cost", options);
    line["optimizer"] = entry.type;
    line["weights"] = plan.elements();
    line["us_per_step"] = rounded(step * 1e6);
    line["bytes"] = plan.bytes();
    line["gb_per_s"] = rounded(plan.bytes() / step * 1e-9);
    line["us_of_a_copy"] = rounded(copy * 1e6);
    print(line);
  }
}

}  // namespace occam::bench

#pragma once

#include <gmock/gmock.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "occam/optimizers/apply.h"
#include "occam/runtime/executor.h"
#include "occam/runtime/state.h"

namespace occam::experiments {

/// Steps of an optimizer with gradients given from outside.
class OptimizerSteps {
 public:
  /// A weight, a vector unless a shape is given, and, at places of its own, its gradient in each
  /// step.
  TrainedWeight& weight(const std::string& path, const std::vector<float>& start, Shape shape = {});
  ops::Scope scope(const std::string& path) { return ops::Scope(graph_, path, numbers_); }

  void compile(const Optimizer& optimizer);
  /// One step with a gradient for each weight.
  void step(const std::vector<std::vector<float>>& gradients);
  std::vector<float> operator[](const std::string& path);
  double number(const std::string& path);
  bool has(const std::string& path) const { return layout_.find(path).has_value(); }

 private:
  runtime::StateLayout layout_;
  graph::Graph graph_{layout_};
  ops::Scope::Numbers numbers_;
  std::vector<TrainedWeight> weights_;
  std::vector<graph::Value> gradients_;
  std::map<std::string, std::vector<float>> starts_;
  runtime::ThreadPool pool_{1};
  runtime::State state_;
  std::unique_ptr<runtime::Executor> executor_;
};

inline auto near(float value, float error = 1e-6f) { return ::testing::FloatNear(value, error); }

}  // namespace occam::experiments

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "occam/base/array.h"
#include "occam/graph/graph.h"
#include "occam/ops/scope.h"
#include "occam/optimizers/optimizer.h"
#include "occam/runtime/executor.h"
#include "occam/runtime/state.h"

namespace occam::models {

/// An optimizer in a loop of the caller's: its rule and its memory of some weights, whose values
/// and gradients come from outside. Source: Keras 3, Optimizer.apply_gradients.
class GradientSteps {
 public:
  struct Weight {
    std::string path;  ///< one of each weight
    Shape shape;
  };

  GradientSteps(const Optimizer& optimizer, std::span<const Weight> weights);
  GradientSteps(const GradientSteps&) = delete;
  GradientSteps& operator=(const GradientSteps&) = delete;

  /// The weights behind one step from these. float32, by the order of the constructor. Errors:
  /// InvalidArgument for another number of arrays or elements.
  std::vector<Array> step(std::span<const Array> weights, std::span<const Array> gradients);
  std::int64_t steps_taken();
  /// What the optimizer remembers: paths and values, a number as an array of shape ().
  std::vector<std::pair<std::string, Array>> slots();
  /// Goes on from there: `steps` taken, and for each of slots() its values. Errors: InvalidArgument
  /// for another number of arrays or elements, steps below 0.
  void restore(std::int64_t steps, std::span<const Array> slots);

  std::vector<std::string> hyper_paths() const;
  /// Errors: InvalidArgument for a path of no hyper-parameter, a value out of its range.
  double hyper(std::string_view path);
  void set_hyper(std::string_view path, double value);

 private:
  Array values(const runtime::Variable& variable);
  const runtime::Variable& hyper_at(std::string_view path) const;

  runtime::StateLayout layout_;
  graph::Graph graph_;
  ops::Scope::Numbers numbers_;
  std::vector<std::size_t> weights_;
  std::size_t step_ = 0;
  runtime::State state_;
  std::shared_ptr<runtime::ThreadPool> pool_;
  std::unique_ptr<runtime::Executor> executor_;
};

}  // namespace occam::models

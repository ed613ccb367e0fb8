#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "occam/graph/graph.h"
#include "occam/layers/scope.h"
#include "occam/optimizers/optimizer.h"
#include "occam/runtime/executor.h"
#include "occam/runtime/state.h"

namespace occam::golden {

/// One concept in a graph of its own: values are given, it runs once, results are read. What
/// gradients are taken by is a variable.
class Experiment {
 public:
  Experiment() : graph_(layout_), pool_(1) {}

  /// A variable at `path` with this value when the graph runs.
  graph::Value variable(const std::string& path, const Array& value,
                        runtime::Role role = runtime::Role::kTrainable);
  /// Data of the batch.
  graph::Value input(const std::string& name, const Array& value);
  ops::Scope scope(std::string path) { return ops::Scope(graph_, std::move(path), numbers_); }
  /// Weights that a layer declares there start as their initializers say.
  layers::Scope layer_scope(std::string path, bool training) {
    return layers::Scope(graph_, std::move(path), numbers_, declared_, training);
  }
  const layers::Declared& declared() const { return declared_; }

  /// Asks for a result, before run().
  void output(const std::string& name, const graph::Value& value);
  /// Compiles, initialises, takes one step.
  void run();

  std::span<const float> tensor(const std::string& output) const;
  double number(const std::string& output) const;
  /// A variable's value after the step.
  std::span<const float> after(std::string_view path) const;

 private:
  runtime::StateLayout layout_;
  graph::Graph graph_;
  ops::Scope::Numbers numbers_;
  layers::Declared declared_;
  std::map<std::size_t, Array> variables_;
  std::map<std::string, Array> inputs_;
  runtime::ThreadPool pool_;
  runtime::State state_;
  std::unique_ptr<runtime::Executor> executor_;
};

/// sum(value * upstream): its gradient by x is the vector-Jacobian product that the goldens hold.
graph::Value weighted_sum(const graph::Value& value, const graph::Value& upstream);

}  // namespace occam::golden

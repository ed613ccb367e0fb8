#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "occam/graph/graph.h"
#include "occam/layers/scope.h"
#include "occam/optimizers/optimizer.h"
#include "occam/runtime/executor.h"
#include "occam/runtime/state.h"

namespace occam::experiments {

/// One concept in a graph of its own: values are given, it runs, results are read. What gradients
/// are taken by is a variable. With several members it is a stack: their results are kept.
class Experiment {
 public:
  explicit Experiment(std::int64_t members = 1);

  /// A variable at `path` with this value when the graph runs.
  graph::Value variable(const std::string& path, const Array& value,
                        runtime::Role role = runtime::Role::kTrainable);
  /// Data of the batch.
  graph::Value input(const std::string& name, const Array& value);
  ops::Scope scope(std::string path) { return ops::Scope(graph_, std::move(path), numbers_); }
  /// Weights that a layer declares there start as their initializers say.
  layers::Scope layer_scope(std::string path, bool training) {
    return layers::Scope(graph_, std::move(path), numbers_, declared_,
                         training ? layers::Pass::kTraining : layers::Pass::kInference);
  }
  const layers::Declared& declared() const { return declared_; }

  /// Asks for a result of a single member, before run().
  void output(const std::string& name, const graph::Value& value);
  /// Stores a result in every member, before run().
  void keep(const std::string& name, const graph::Value& value);
  /// A hyper-parameter's value in every member, before run().
  void set_hyper(const std::string& path, const std::vector<double>& values);

  /// The first time compiles and initialises; takes the model's first step.
  void run();
  /// Another value of a variable for further runs.
  void set(std::string_view path, std::span<const float> value);

  std::span<const float> tensor(const std::string& output) const;
  double number(const std::string& output) const;
  /// A variable's value after the step.
  std::span<const float> after(std::string_view path) const;
  /// The same of any variable, by its index in the layout: a number is one element.
  std::vector<double> values_after(std::size_t variable) const;
  /// The bytes of what was kept.
  std::span<const std::byte> kept(const std::string& name, std::int64_t member) const;
  /// What is declared: paths, roles, ranges.
  std::span<const runtime::Variable> variables() const { return layout_.variables(); }

 private:
  void prepare();
  const runtime::Variable& at(std::string_view path) const;

  runtime::StateLayout layout_;
  graph::Graph graph_;
  std::int64_t members_;
  ops::Scope::Numbers numbers_;
  layers::Declared declared_;
  std::map<std::size_t, Array> variables_;
  std::map<std::string, Array> inputs_;
  std::map<std::string, std::vector<double>> hypers_;
  runtime::ThreadPool pool_;
  runtime::State state_;
  std::unique_ptr<runtime::Executor> executor_;
};

/// sum(value * upstream): its gradient by x is a vector-Jacobian product.
graph::Value weighted_sum(const graph::Value& value, const graph::Value& upstream);

}  // namespace occam::experiments

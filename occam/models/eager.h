#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "occam/base/array.h"
#include "occam/graph/graph.h"
#include "occam/ops/scope.h"
#include "occam/runtime/executor.h"
#include "occam/runtime/state.h"

namespace occam::models {

/// A graph of its own: how a concept is called on arrays, outside a model. It is compiled at the
/// first run, and again where it has got outputs since; other runs take other inputs of the same
/// shapes. Numbers of any type are taken as float32.
class Eager {
 public:
  /// threads: 0 for one a core.
  explicit Eager(int threads = 1);
  Eager(const Eager&) = delete;
  Eager& operator=(const Eager&) = delete;

  graph::Graph& graph() { return graph_; }
  ops::Scope scope() { return ops::Scope(graph_, "call", numbers_); }
  /// Hyper-parameters and what they begin with, for other places in the graph.
  ops::Scope::Numbers& numbers() { return numbers_; }
  graph::Value input(const Array& value);
  void output(const graph::Value& value);

  /// Another value of the input of this number, of the shape that it had.
  void set_input(std::size_t index, const Array& value);
  /// What a tensor variable has before each run; those that are not set have zeros.
  void set_tensor(std::size_t variable, const Array& value);
  /// What random numbers are a function of; 0 at first.
  void set_seed(std::uint64_t seed) { seed_ = seed; }

  /// Computes the outputs; `variables`: values by index that variables have before, the others
  /// begin with zero.
  void run(const std::map<std::size_t, std::vector<double>>& variables = {});
  /// float32; of shape () for a number.
  Array result(std::size_t output) const;
  /// A variable's value after the run.
  std::vector<double> variable(std::size_t index) const;

 private:
  void start(const std::map<std::size_t, std::vector<double>>& variables);

  runtime::StateLayout layout_;
  graph::Graph graph_;
  ops::Scope::Numbers numbers_;
  std::vector<Array> inputs_;
  std::map<std::size_t, Array> tensors_;
  std::uint64_t seed_ = 0;
  std::size_t outputs_ = 0;
  runtime::State state_;
  std::shared_ptr<runtime::ThreadPool> pool_;
  std::unique_ptr<runtime::Executor> executor_;
};

}  // namespace occam::models

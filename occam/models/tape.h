#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "occam/layers/scope.h"
#include "occam/models/eager.h"
#include "occam/models/trainable.h"

namespace occam::models {

/// What a program computes step by step, as a graph: layers, models and operations are called on
/// its values, and numbers and gradients of any of them are asked for at any time. A weight has the
/// value that it had at its first use here. Source: TensorFlow, tf.GradientTape.
class Tape {
 public:
  /// Random numbers are a function of `seed` and of the path of the layer that draws them.
  explicit Tape(std::uint64_t seed);

  graph::Graph& graph() { return eager_.graph(); }
  /// An array as a value, a number as one of shape ().
  graph::Value input(const Array& value);
  /// Where layers are built, in a pass of training: each owner of weights has a child of its own.
  layers::Scope scope();
  /// Weights that were declared since the last call, below this beginning of their paths: they take
  /// what `model` has now under the rest.
  void take_weights(std::string_view path, const Trainable& model);
  /// The weight of this path, or none.
  graph::Value weight(std::string_view path);
  /// What layers have added to the loss so far, in the order of their calls.
  const std::vector<graph::Value>& losses() const { return declared_.losses; }
  /// Statistics that calls in training have moved: path and value after them.
  std::vector<std::pair<std::string, graph::Value>> statistics();

  /// Gradients of the sum of `target`'s elements by each of the sources, each the whole one though
  /// one source may depend on another; no value for one that the target does not depend on. Throws
  /// InvalidArgument as compiler::gradient does.
  std::vector<graph::Value> gradient(const graph::Value& target,
                                     const std::vector<graph::Value>& sources) const;
  /// The numbers of these values.
  std::vector<Array> numbers(const std::vector<graph::Value>& values);

 private:
  void fill(std::size_t variable, const Array& value);

  Eager eager_;
  layers::Declared declared_;
  std::set<std::size_t> filled_;  ///< variables that have their values
  std::size_t outputs_ = 0;
};

}  // namespace occam::models

#pragma once

#include <string>
#include <vector>

#include "occam/initializers/initializer.h"
#include "occam/ops/scope.h"
#include "occam/regularizers/regularizer.h"

namespace occam::layers {

/// A weight that a layer asks for.
struct WeightSpec {
  std::string_view
      name;  ///< "kernel"; regularized under the hyper-parameters "kernel_regularizer/..."
  Shape shape;
  Initializer initializer = "zeros";
  Regularizer regularizer = {};
  bool trainable = true;  ///< false: a statistic that the forward pass updates
};

/// What the layers of one model have declared, collected while they are built.
struct Declared {
  struct Weight {
    std::size_t variable;
    Initializer initializer;
    bool trainable;
  };
  std::vector<Weight> weights;          ///< in the order of the layers, each once
  std::vector<graph::Value> trainable;  ///< reads of the trainable ones in this graph
  std::vector<graph::Value> penalties;  ///< scalars
};

/// Where a layer is built.
class Scope : public ops::Scope {
 public:
  Scope(graph::Graph& graph, std::string path, Numbers& numbers, Declared& declared, bool training)
      : ops::Scope(graph, std::move(path), numbers), declared_(&declared), training_(training) {}

  /// True in `fit`: dropout drops, batch normalisation uses the batch's statistics.
  bool training() const { return training_; }

  /// The weight's value. Declares it, its initial values and its penalty.
  graph::Value add_weight(const WeightSpec& spec) const;

  /// The value of a statistic after this step; ignored outside training.
  void update(const graph::Value& statistic, const graph::Value& value) const;

  /// The layer's own stream of random numbers.
  std::uint32_t stream() const { return stream_of(path()); }

 private:
  Declared* declared_;
  bool training_;
};

}  // namespace occam::layers

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "occam/layers/layer.h"
#include "occam/models/compile_options.h"
#include "occam/training/program.h"

namespace occam::models {

/// A layer and the name it has in its model: its own, or Keras's ("dense", "dense_1").
struct NamedLayer {
  std::string name;
  Layer layer;
};

/// What is built: the description and the shapes of one sample.
struct Description {
  std::vector<NamedLayer> layers;
  Shape input_shape;                        ///< without the batch axis
  const CompileOptions* options = nullptr;  ///< none: only prediction
  Shape target_shape = {};  ///< without the batch axis; () when targets have one axis
};

/// The graph of one plan and what its construction declared.
struct BuiltGraph {
  std::unique_ptr<graph::Graph> graph;
  layers::Declared declared;
  ops::Scope::Numbers numbers;  ///< initial values of hyper-parameters that were new
  std::vector<training::LogSource> logs;
  std::vector<Shape> layer_shapes;  ///< each layer's output without the batch axis
};

/// Builds the graph of a step: the layers; in test and training mode loss, penalties, metrics and
/// their accumulators; in training mode gradients and the optimizer's updates. Declares variables
/// in `layout`. Throws InvalidArgument for shapes that do not fit.
BuiltGraph build(const Description& description, runtime::StateLayout& layout, training::Mode mode,
                 std::int64_t batch);

/// Keras's snake case of a class name: "BatchNormalization" -> "batch_normalization".
std::string snake_case(std::string_view class_name);

}  // namespace occam::models

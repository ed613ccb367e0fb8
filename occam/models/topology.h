#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "occam/layers/layer.h"

namespace occam::models {

/// A layer and the name it has in its model: its own, or Keras's ("dense", "dense_1").
struct NamedLayer {
  std::string name;
  Layer layer;
};

/// What a model computes: calls of layers on earlier values. The first values are the inputs, then
/// comes one a call.
struct Topology {
  struct Input {
    std::string name;
    Shape shape;  ///< of one sample
  };
  struct Call {
    std::size_t layer = 0;            ///< index into `layers`
    std::vector<std::size_t> inputs;  ///< values
    std::int64_t repetition = 0;      ///< calls of the same layer before this one
    std::optional<Layer> own = {};    ///< of a call with arguments of its own (Layer::id)
  };
  struct Output {
    std::string name;  ///< of its layer
    std::size_t value = 0;
  };
  std::vector<Input> inputs;
  std::vector<NamedLayer> layers;  ///< in the order of their first call
  std::vector<Call> calls;
  std::vector<Output> outputs;

  /// What gives a value: an input or a call, and which of its results it is. Only a model that is
  /// called has several; a call of ModelOutput is one of those and no call of its own.
  struct Origin {
    std::size_t value = 0;
    std::size_t result = 0;
  };
  Origin origin(std::size_t value) const;
  const Layer& layer_of(const Call& call) const {
    return call.own ? *call.own : layers[call.layer].layer;
  }

  std::vector<std::string> input_names() const;
  std::vector<std::string> output_names() const;
  /// Names for outputs that were given none: each that of the input, layer or model whose result it
  /// is, with a number behind one that is taken.
  std::vector<std::string> usual_output_names() const;
};

/// The layer that is all of a model written elsewhere (Layer::stands_for_model), or null.
const NamedLayer* layer_of_model(const Topology& topology);

/// A chain of layers from one input.
Topology chain(std::vector<NamedLayer> layers, const Shape& input_shape);

/// What leads from the inputs to the outputs. Throws InvalidArgument for an output that depends on
/// another input, an input that leads nowhere, two layers of one name.
Topology topology_of(const std::vector<Node>& inputs, const std::vector<Node>& outputs);

/// Names for layers in order: a layer's own, or Keras's by its class. Throws InvalidArgument for a
/// name given twice or one with a slash.
std::vector<std::string> names_of(const std::vector<Layer>& layers);

/// Keras's snake case of a class name: "BatchNormalization" -> "batch_normalization",
/// "GlobalMaxPooling1D" -> "global_max_pooling1d".
std::string snake_case(std::string_view class_name);

}  // namespace occam::models

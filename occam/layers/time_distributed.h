#pragma once

#include "occam/base/fields.h"
#include "occam/layers/dense.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// The same layer on every step of a sequence: (batch, steps, ...) -> (batch, steps, what the layer
/// makes of one step). Batch normalization takes a batch's statistics of each step by itself, as in
/// Keras. Weights: those of the layer, below its name. Source: Keras 3, layers.TimeDistributed.
/// Errors: InvalidArgument unless the input has at least three axes, the batch's among them, and
/// what the layer throws.
struct TimeDistributed {
  Layer layer = Dense{.units = 1};  ///< required
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "TimeDistributed";
  static constexpr bool keeps_mask = true, has_weights = true;
  static constexpr auto fields() {
    using T = TimeDistributed;
    return Fields{
        Field{"layer", &T::layer, "what every step goes through"},
        Field{"name", &T::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &T::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
  std::vector<LayerPart> parts() const;
};

}  // namespace occam::layers

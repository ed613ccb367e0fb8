#pragma once

#include "occam/activations/activation.h"
#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// Applies `activation` to each element (softmax: to the last axis). Shapes: any (batch, ...),
/// unchanged. Source: Keras 3, layers.Activation.
struct Activation {
  occam::Activation activation = {};
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "Activation";
  static constexpr bool keeps_mask = true;
  static constexpr auto fields() {
    return Fields{
        Field{"activation", &Activation::activation, "function of each element"},
        Field{"name", &Activation::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &Activation::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope&, const graph::Value& input) const {
    return activation.apply(input);
  }
};

}  // namespace occam::layers

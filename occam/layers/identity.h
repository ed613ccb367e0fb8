#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// The input. Shapes: any (batch, ...), unchanged. Source: Keras 3, layers.Identity.
struct Identity {
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "Identity";
  static constexpr bool keeps_mask = true;
  static constexpr auto fields() {
    return Fields{
        Field{"name", &Identity::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &Identity::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

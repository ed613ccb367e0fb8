#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// (batch, a, b, ...) -> (batch, a * b * ...), row-major. Source: Keras 3, layers.Flatten.
struct Flatten {
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "Flatten";
  static constexpr auto fields() {
    return Fields{
        Field{"name", &Flatten::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &Flatten::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

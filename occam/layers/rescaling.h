#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// x scale + offset, as scale = 1 / 255 for bytes of images. Shapes: any (batch, ...), unchanged.
/// Source: Keras 3, layers.Rescaling. Errors: InvalidArgument for numbers beyond float32.
struct Rescaling {
  double scale = 1.0;  ///< Keras has no default: give one
  double offset = 0.0;
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "Rescaling";
  static constexpr bool keeps_mask = true;
  static constexpr auto fields() {
    return Fields{
        Field{"scale", &Rescaling::scale, "factor"}, Field{"offset", &Rescaling::offset, "summand"},
        Field{"name", &Rescaling::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &Rescaling::input_shape, "shape of one sample, for the first layer"}};
  }
  void check() const;
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

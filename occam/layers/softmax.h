#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// exp(x) over its sum along an axis of a sample, or over several. Shapes: any (batch, ...),
/// unchanged. Numbers that a mask of the input's own shape leaves out are 0 and count for none; a
/// mask of rows changes nothing. Source: Keras 3, layers.Softmax. Errors: InvalidArgument for axes
/// that a sample does not have; 0 is the batch's.
struct Softmax {
  AxisList axis = -1;
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "Softmax";
  static constexpr bool keeps_mask = true, uses_mask = true;
  static constexpr auto fields() {
    return Fields{
        Field{"axis", &Softmax::axis, "axes that the results sum to 1 over"},
        Field{"name", &Softmax::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &Softmax::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// A sample over its Euclidean norm along an axis, or over several; zeros stay. Shapes: any (batch,
/// ...), unchanged. Source: Keras 3, layers.UnitNormalization. Errors: InvalidArgument for axes
/// that a sample does not have; 0 is the batch's.
struct UnitNormalization {
  AxisList axis = -1;
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "UnitNormalization";
  static constexpr bool keeps_mask = true;
  static constexpr auto fields() {
    return Fields{Field{"axis", &UnitNormalization::axis, "axes that a norm is over"},
                  Field{"name", &UnitNormalization::name,
                        "its name in the model; by default Keras's, as dense_1"},
                  Field{"input_shape", &UnitNormalization::input_shape,
                        "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

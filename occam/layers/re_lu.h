#pragma once

#include "occam/base/fields.h"
#include "occam/base/maybe_number.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// 0 up to `threshold`, x above it, at most max_value; below the threshold negative_slope (x -
/// threshold). Shapes: any (batch, ...), unchanged. Source: Keras 3, layers.ReLU. Errors:
/// InvalidArgument for a negative argument.
struct ReLU {
  MaybeNumber max_value = {};  ///< none: no limit
  double negative_slope = 0.0;
  double threshold = 0.0;
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "ReLU";
  static constexpr bool keeps_mask = true;
  static constexpr auto fields() {
    return Fields{
        Field{"max_value", &ReLU::max_value, at_least(0), "largest result"},
        Field{"negative_slope", &ReLU::negative_slope, at_least(0), "slope below the threshold"},
        Field{"threshold", &ReLU::threshold, at_least(0), "up to where the result is 0"},
        Field{"name", &ReLU::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &ReLU::input_shape, "shape of one sample, for the first layer"}};
  }
  void check() const;
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

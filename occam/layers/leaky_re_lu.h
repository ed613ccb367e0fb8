#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// x > 0 ? x : negative_slope x. Shapes: any (batch, ...), unchanged. Source: Keras 3,
/// layers.LeakyReLU; Maas et al. 2013. Errors: InvalidArgument for a negative slope.
struct LeakyReLU {
  double negative_slope = 0.3;
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "LeakyReLU";
  static constexpr bool keeps_mask = true;
  static constexpr auto fields() {
    return Fields{
        Field{"negative_slope", &LeakyReLU::negative_slope, at_least(0), "slope below 0"},
        Field{"name", &LeakyReLU::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &LeakyReLU::input_shape, "shape of one sample, for the first layer"}};
  }
  void check() const;
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

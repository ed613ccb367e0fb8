#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// x > 0 ? x : alpha (e^x - 1). Shapes: any (batch, ...), unchanged. Source: Keras 3, layers.ELU;
/// Clevert et al. 2016.
struct ELU {
  double alpha = 1.0;
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "ELU";
  static constexpr bool keeps_mask = true;
  static constexpr auto fields() {
    return Fields{
        Field{"alpha", &ELU::alpha, "scale below 0"},
        Field{"name", &ELU::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &ELU::input_shape, "shape of one sample, for the first layer"}};
  }
  void check() const;
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

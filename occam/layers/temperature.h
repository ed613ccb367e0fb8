#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// x / temperature: before a softmax or sigmoid, probabilities that are less sure (above 1) or
/// surer, with the same order. Shapes: any (batch, ...), unchanged. What calibrate() puts into a
/// model. Below 1e-6, where only a schedule leads, it counts as 1e-6. Source: Guo et al. 2017, "On
/// calibration of modern neural networks", equation 9. Errors: InvalidArgument unless temperature >
/// 0.
struct Temperature {
  Hyper temperature = 1.0;
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "Temperature";
  static constexpr bool keeps_mask = true;
  static constexpr auto fields() {
    return Fields{
        Field{"temperature", &Temperature::temperature, above(0), "what logits are divided by"},
        Field{"name", &Temperature::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &Temperature::input_shape,
              "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// In training the input with normal noise of this deviation added, others in every step; outside
/// training the input. Shapes: any (batch, ...), unchanged. Source: Keras 3, layers.GaussianNoise.
/// Errors: InvalidArgument unless 0 <= stddev <= 1.
struct GaussianNoise {
  Hyper stddev = 0.1;  ///< Keras has no default: give one
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "GaussianNoise";
  static constexpr bool keeps_mask = true;
  static constexpr auto fields() {
    return Fields{Field{"stddev", &GaussianNoise::stddev, between(0, 1), "deviation of the noise"},
                  Field{"name", &GaussianNoise::name,
                        "its name in the model; by default Keras's, as dense_1"},
                  Field{"input_shape", &GaussianNoise::input_shape,
                        "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

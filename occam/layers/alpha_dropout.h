#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"
#include "occam/layers/noise_shape.h"

namespace occam::layers {

/// Dropout for selu: in training each element becomes alpha' = -1.7580993 (selu's limit) with
/// probability `rate`; all are then scaled by a = ((1 - rate) (1 + rate alpha'^2))^(-1/2) and moved
/// by -a alpha' rate, so that mean 0 and variance 1 stay. Outside training the input. noise_shape
/// as in Dropout. Shapes: any (batch, ...), unchanged. Source: Keras 3, layers.AlphaDropout;
/// Klambauer et al. 2017, section 3. Errors: InvalidArgument unless 0 <= rate < 1 (Keras makes NaN
/// of rate 1), for a noise_shape that does not fit the input.
struct AlphaDropout {
  Hyper rate = 0.5;  ///< Keras has no default: give one
  NoiseShape noise_shape = {};
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "AlphaDropout";
  static constexpr bool keeps_mask = true;
  static constexpr auto fields() {
    return Fields{
        Field{"rate", &AlphaDropout::rate, from_below(0, 1),
              "share of elements that become -1.758"},
        Field{"noise_shape", &AlphaDropout::noise_shape,
              "the mask's sizes with the batch's, 1 for an axis with one draw; none: the input's"},
        Field{"name", &AlphaDropout::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &AlphaDropout::input_shape,
              "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"
#include "occam/layers/noise_shape.h"

namespace occam::layers {

/// In training each element is 0 with probability `rate`, else divided by 1 - rate; every step
/// draws another mask. Outside training the input. Rate 1 gives zeros. noise_shape: the mask's
/// sizes, the batch's first, where a size of 1 lets an axis share one draw and none is the input's
/// size: {none, 1, 3} drops whole columns of (batch, steps, 3). Shapes: any (batch, ...),
/// unchanged. Source: Keras 3, layers.Dropout; Srivastava et al. 2014. Errors: InvalidArgument
/// unless 0 <= rate <= 1, for
/// a noise_shape that does not fit the input.
struct Dropout {
  Hyper rate = 0.5;  ///< Keras has no default: give one
  NoiseShape noise_shape = {};
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "Dropout";
  static constexpr bool keeps_mask = true;
  static constexpr auto fields() {
    return Fields{
        Field{"rate", &Dropout::rate, between(0, 1), "share of elements that become 0"},
        Field{"noise_shape", &Dropout::noise_shape,
              "the mask's sizes with the batch's, 1 for an axis with one draw; none: the input's"},
        Field{"name", &Dropout::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &Dropout::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

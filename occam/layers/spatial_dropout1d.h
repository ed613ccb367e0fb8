#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// Dropout of whole features: in training each of (batch, steps, features) is 0 at all steps of a
/// sample with probability `rate`, else divided by 1 - rate. Outside training the input. Source:
/// Keras 3, layers.SpatialDropout1D; Tompson et al. 2014. Errors: InvalidArgument unless 0 <= rate
/// <= 1, and for samples of another rank.
struct SpatialDropout1D {
  Hyper rate = 0.5;  ///< Keras has no default: give one
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "SpatialDropout1D";
  static constexpr bool keeps_mask = true;
  static constexpr auto fields() {
    using T = SpatialDropout1D;
    return Fields{
        Field{"rate", &T::rate, between(0, 1), "share of the features that become 0"},
        Field{"name", &T::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &T::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

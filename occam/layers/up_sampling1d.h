#pragma once

#include "occam/base/fields.h"
#include "occam/base/integer.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// Each step `size` times: (batch, steps, features) -> (batch, steps * size, features). Source:
/// Keras 3, layers.UpSampling1D. Errors: InvalidArgument for size < 1 and for samples of another
/// rank.
struct UpSampling1D {
  Int size = 2;
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "UpSampling1D";
  static constexpr auto fields() {
    using T = UpSampling1D;
    return Fields{
        Field{"size", &T::size, at_least(1), "how often a step is repeated"},
        Field{"name", &T::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &T::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// Mean over the steps: (batch, steps, features) -> (batch, features), of a masked input over the
/// steps that count. Where none does the result is 0 (Keras's NaN). Source: Keras 3,
/// layers.GlobalAveragePooling1D. Errors: InvalidArgument for samples of another rank.
struct GlobalAveragePooling1D {
  std::string data_format = "channels_last";  ///< or "channels_first": (batch, features, steps)
  bool keepdims = false;                      ///< keep the axis of the steps, with size 1
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "GlobalAveragePooling1D";
  static constexpr bool uses_mask = true;
  static constexpr auto fields() {
    using T = GlobalAveragePooling1D;
    return Fields{
        Field{"data_format", &T::data_format, one_of("channels_last", "channels_first"),
              "which axis the features are"},
        Field{"keepdims", &T::keepdims, "keep the axis of the steps, with size 1"},
        Field{"name", &T::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &T::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

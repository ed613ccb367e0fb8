#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// Steps of zeros before and behind: (batch, steps, features) -> (batch, padding[0] + steps +
/// padding[1], features). Source: Keras 3, layers.ZeroPadding1D. Errors: InvalidArgument unless
/// padding is two sizes >= 0, and for samples of another rank.
struct ZeroPadding1D {
  Dims padding = {1, 1};                      ///< steps before, steps behind
  std::string data_format = "channels_last";  ///< or "channels_first": (batch, features, steps)
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "ZeroPadding1D";
  static constexpr auto fields() {
    using T = ZeroPadding1D;
    return Fields{
        Field{"padding", &T::padding, "steps of zeros before and behind"},
        Field{"data_format", &T::data_format, one_of("channels_last", "channels_first"),
              "which axis the features are"},
        Field{"name", &T::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &T::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  void check() const;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

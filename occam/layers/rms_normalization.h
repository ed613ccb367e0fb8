#pragma once

#include "occam/base/axis_list.h"
#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// Brings each sample to a root mean square of 1 over `axis` and rebuilds it, in training and
/// outside it: scale * x / sqrt(mean(x^2) + epsilon). Shapes: (batch, ...), unchanged. Weight:
/// scale, of the sizes of the axes, ascending as they are given, which begins at 1 and lies on the
/// last axes of a sample, as in Keras. Source: Keras 3, layers.RMSNormalization; Zhang and Sennrich
/// 2019, equation 4. Errors: InvalidArgument unless the axes are a sample's, each given once, with
/// the sizes of its last ones, and epsilon > 0.
struct RMSNormalization {
  AxisList axis = -1;
  Hyper epsilon = 1e-6;
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "RMSNormalization";
  static constexpr bool has_weights = true;
  static constexpr auto fields() {
    using R = RMSNormalization;
    return Fields{
        Field{"axis", &R::axis, "the axis or axes over which the mean is"},
        Field{"epsilon", &R::epsilon, above(0), "added to the mean of the squares"},
        Field{"name", &R::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &R::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

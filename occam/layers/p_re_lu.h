#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// x > 0 ? x : alpha x with a learnt alpha for each element of a sample, or one for all along
/// shared_axes. Shapes: any (batch, ...), unchanged. Weights: alpha, of a sample's shape, with size
/// 1 along shared_axes. Source: Keras 3, layers.PReLU; He et al. 2015. Errors: InvalidArgument for
/// shared_axes that are no axes of a sample, from 1.
struct PReLU {
  Initializer alpha_initializer = "zeros";
  Regularizer alpha_regularizer = {};
  Constraint alpha_constraint = {};
  Dims shared_axes = {};  ///< from 1, the first of a sample
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "PReLU";
  static constexpr bool keeps_mask = true, has_weights = true;
  static constexpr auto fields() {
    return Fields{
        Field{"alpha_initializer", &PReLU::alpha_initializer, "initial slopes"},
        Field{"alpha_regularizer", &PReLU::alpha_regularizer, "penalty on the slopes"},
        Field{"alpha_constraint", &PReLU::alpha_constraint, "where the slopes may lie"},
        Field{"shared_axes", &PReLU::shared_axes, "axes along which a slope is shared, from 1"},
        Field{"name", &PReLU::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &PReLU::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

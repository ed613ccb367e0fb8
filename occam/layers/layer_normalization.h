#pragma once

#include "occam/base/axis_list.h"
#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// Standardises each sample over `axis` and rebuilds it, in training and outside it: gamma * (x -
/// mean) / sqrt(variance + epsilon) + beta; the variance is the biased one. With `rms_scaling`
/// gamma * x / sqrt(variance + epsilon), of Keras's older files; RMSNormalization is what it meant.
/// Shapes: (batch, ...), unchanged. Weights: gamma, beta, of the sizes of the axes, ascending as
/// they are given. Source: Keras 3, layers.LayerNormalization; Ba, Kiros and Hinton 2016, (3).
/// Errors: InvalidArgument unless the axes are a sample's, each given once, and epsilon > 0.
struct LayerNormalization {
  AxisList axis = -1;
  Hyper epsilon = 0.001;
  bool center = true;
  bool scale = true;
  bool rms_scaling = false;
  Initializer beta_initializer = "zeros";
  Initializer gamma_initializer = "ones";
  Regularizer beta_regularizer = {};
  Regularizer gamma_regularizer = {};
  Constraint beta_constraint = {};
  Constraint gamma_constraint = {};
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "LayerNormalization";
  static constexpr bool keeps_mask = true, has_weights = true;
  static constexpr auto fields() {
    using L = LayerNormalization;
    return Fields{
        Field{"axis", &L::axis, "the axis or axes over which a sample is standardised"},
        Field{"epsilon", &L::epsilon, above(0), "added to the variance"},
        Field{"center", &L::center, "adds beta"},
        Field{"scale", &L::scale, "multiplies by gamma"},
        Field{"rms_scaling", &L::rms_scaling,
              "keeps the mean: no beta, and gamma whatever `scale` says"},
        Field{"beta_initializer", &L::beta_initializer, "initial beta"},
        Field{"gamma_initializer", &L::gamma_initializer, "initial gamma"},
        Field{"beta_regularizer", &L::beta_regularizer, "penalty on beta"},
        Field{"gamma_regularizer", &L::gamma_regularizer, "penalty on gamma"},
        Field{"beta_constraint", &L::beta_constraint, "where beta may lie"},
        Field{"gamma_constraint", &L::gamma_constraint, "where gamma may lie"},
        Field{"name", &L::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &L::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

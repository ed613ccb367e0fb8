#pragma once

#include "occam/activations/activation.h"
#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// `activation(input . kernel + bias)` over the last axis of the input.
/// Input (batch, ..., features) -> output (batch, ..., units). Weights: kernel [features, units],
/// bias [units]. Source: Keras 3, layers.Dense. Errors: InvalidArgument when units < 1.
struct Dense {
  Int units = 0;                      ///< required
  occam::Activation activation = {};  ///< qualified: layers::Activation is a layer
  bool use_bias = true;
  Initializer kernel_initializer = "glorot_uniform";
  Initializer bias_initializer = "zeros";
  Regularizer kernel_regularizer = {};
  Regularizer bias_regularizer = {};
  Constraint kernel_constraint = {};
  Constraint bias_constraint = {};
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "Dense";
  static constexpr auto fields() {
    return std::tuple{
        Field{"units", &Dense::units, at_least(1), "number of outputs"},
        Field{"activation", &Dense::activation, "function of the result"},
        Field{"use_bias", &Dense::use_bias, "adds a bias to each unit"},
        Field{"kernel_initializer", &Dense::kernel_initializer, "initial kernel"},
        Field{"bias_initializer", &Dense::bias_initializer, "initial bias"},
        Field{"kernel_regularizer", &Dense::kernel_regularizer, "penalty on the kernel"},
        Field{"bias_regularizer", &Dense::bias_regularizer, "penalty on the bias"},
        Field{"kernel_constraint", &Dense::kernel_constraint, "where the kernel may lie"},
        Field{"bias_constraint", &Dense::bias_constraint, "where the bias may lie"},
        Field{"name", &Dense::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &Dense::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

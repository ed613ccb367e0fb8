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
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "Dense";
  static constexpr auto fields() {
    return std::tuple{Field{"units", &Dense::units, at_least(1)},
                      Field{"activation", &Dense::activation},
                      Field{"use_bias", &Dense::use_bias},
                      Field{"kernel_initializer", &Dense::kernel_initializer},
                      Field{"bias_initializer", &Dense::bias_initializer},
                      Field{"kernel_regularizer", &Dense::kernel_regularizer},
                      Field{"bias_regularizer", &Dense::bias_regularizer},
                      Field{"name", &Dense::name},
                      Field{"input_shape", &Dense::input_shape}};
  }
  void check() const { check_fields(*this); }
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

#pragma once

#include "occam/activations/activation.h"
#include "occam/base/fields.h"
#include "occam/layers/activity_loss.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// `activation(input . kernel + bias)` over the last axis of the input; with neural_tangent
/// input . kernel / sqrt(features) + bias, for a kernel of unit scale.
/// Input (batch, ..., features) -> output (batch, ..., units). Weights: kernel [features, units],
/// bias [units]. Source: Keras 3, layers.Dense; Jacot et al. 2018, equation 1. Errors:
/// InvalidArgument when units < 1 or the activity_regularizer is a proximal one.
struct Dense {
  Int units = 0;                      ///< required
  occam::Activation activation = {};  ///< qualified: layers::Activation is a layer
  bool use_bias = true;
  Initializer kernel_initializer = "glorot_uniform";
  Initializer bias_initializer = "zeros";
  Regularizer kernel_regularizer = {};
  Regularizer bias_regularizer = {};
  Regularizer activity_regularizer = {};  ///< of the result, as layers::ActivityRegularization
  Constraint kernel_constraint = {};
  Constraint bias_constraint = {};
  bool neural_tangent = false;
  MaybeHyper kernel_learning_rate_factor = {};  ///< of the optimizer's learning rate
  MaybeHyper bias_learning_rate_factor = {};
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "Dense";
  static constexpr bool keeps_mask = true, has_weights = true;
  static constexpr auto fields() {
    return Fields{
        Field{"units", &Dense::units, at_least(1), "number of outputs"},
        Field{"activation", &Dense::activation, "function of the result"},
        Field{"use_bias", &Dense::use_bias, "adds a bias to each unit"},
        Field{"kernel_initializer", &Dense::kernel_initializer, "initial kernel"},
        Field{"bias_initializer", &Dense::bias_initializer, "initial bias"},
        Field{"kernel_regularizer", &Dense::kernel_regularizer, "penalty on the kernel"},
        Field{"bias_regularizer", &Dense::bias_regularizer, "penalty on the bias"},
        Field{"activity_regularizer", &Dense::activity_regularizer,
              "penalty on the result, divided by the samples of a batch"},
        Field{"kernel_constraint", &Dense::kernel_constraint, "where the kernel may lie"},
        Field{"bias_constraint", &Dense::bias_constraint, "where the bias may lie"},
        Field{"neural_tangent", &Dense::neural_tangent,
              "divides by the root of the number of features: for a kernel of unit scale"},
        Field{"kernel_learning_rate_factor", &Dense::kernel_learning_rate_factor, at_least(0),
              "learning rate of the kernel, in those of the optimizer"},
        Field{"bias_learning_rate_factor", &Dense::bias_learning_rate_factor, at_least(0),
              "learning rate of the bias, in those of the optimizer"},
        Field{"name", &Dense::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &Dense::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  void check() const { check_activity_regularizer(type, activity_regularizer); }
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

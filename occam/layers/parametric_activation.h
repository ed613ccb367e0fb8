#pragma once

#include "occam/activations/activation.h"
#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// x + alpha (activation(x) - x) with a learnt alpha for each unit (last axis): 0 leaves the unit
/// linear, 1 is the activation. Shapes: (batch, ..., units), unchanged. Weights: alpha [units].
/// Source: Holzmueller et al. 2024, "Better by default", section 3.
struct ParametricActivation {
  occam::Activation activation = {};
  Initializer alpha_initializer = "ones";
  Regularizer alpha_regularizer = {};
  Constraint alpha_constraint = {};
  MaybeHyper alpha_learning_rate_factor = {};  ///< of the optimizer's learning rate
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "ParametricActivation";
  static constexpr bool has_weights = true;
  static constexpr auto fields() {
    return Fields{
        Field{"activation", &ParametricActivation::activation, "function of each element"},
        Field{"alpha_initializer", &ParametricActivation::alpha_initializer, "initial shares"},
        Field{"alpha_regularizer", &ParametricActivation::alpha_regularizer,
              "penalty on the shares"},
        Field{"alpha_constraint", &ParametricActivation::alpha_constraint,
              "where the shares may lie"},
        Field{"alpha_learning_rate_factor", &ParametricActivation::alpha_learning_rate_factor,
              at_least(0), "learning rate of the shares, in those of the optimizer"},
        Field{"name", &ParametricActivation::name,
              "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &ParametricActivation::input_shape,
              "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

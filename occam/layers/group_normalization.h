#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// Standardises each sample by groups of places on `axis`, together with all its other axes, and
/// rebuilds it, in training and outside it: gamma * (x - mean) / sqrt(variance + epsilon) + beta,
/// gamma and beta a number for each place. -1 group: one for each place. Shapes: (batch, ...),
/// unchanged. Weights: gamma, beta [size of the axis]. Source: Keras 3, layers.GroupNormalization;
/// Wu and He 2018. Errors: InvalidArgument unless the axis is a sample's and its size a multiple
/// of the groups, which are -1 or >= 1, and epsilon > 0.
struct GroupNormalization {
  Int groups = 32;
  Int axis = -1;
  Hyper epsilon = 0.001;
  bool center = true;
  bool scale = true;
  Initializer beta_initializer = "zeros";
  Initializer gamma_initializer = "ones";
  Regularizer beta_regularizer = {};
  Regularizer gamma_regularizer = {};
  Constraint beta_constraint = {};
  Constraint gamma_constraint = {};
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "GroupNormalization";
  static constexpr bool keeps_mask = true, has_weights = true;
  static constexpr auto fields() {
    using G = GroupNormalization;
    return Fields{
        Field{"groups", &G::groups, at_least(-1), "how many; -1: one for each place on the axis"},
        Field{"axis", &G::axis, "the axis that is cut into groups"},
        Field{"epsilon", &G::epsilon, above(0), "added to the variance"},
        Field{"center", &G::center, "adds beta"},
        Field{"scale", &G::scale, "multiplies by gamma"},
        Field{"beta_initializer", &G::beta_initializer, "initial beta"},
        Field{"gamma_initializer", &G::gamma_initializer, "initial gamma"},
        Field{"beta_regularizer", &G::beta_regularizer, "penalty on beta"},
        Field{"gamma_regularizer", &G::gamma_regularizer, "penalty on gamma"},
        Field{"beta_constraint", &G::beta_constraint, "where beta may lie"},
        Field{"gamma_constraint", &G::gamma_constraint, "where gamma may lie"},
        Field{"name", &G::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &G::input_shape, "shape of one sample, for the first layer"}};
  }
  void check() const;
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

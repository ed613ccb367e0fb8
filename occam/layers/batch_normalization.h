#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// Standardises each feature (places of `axis`) and rebuilds it: gamma * (x - mean) / sqrt(variance
/// + epsilon) + beta. In training mean and biased variance are the batch's, and moving <- moving *
/// momentum + batch * (1 - momentum); outside they are the moving ones, which
/// FitOptions::refresh_statistics replaces by those of all training samples. Shapes: (batch, ...,
/// features) or features elsewhere, unchanged. Weights: gamma, beta, moving_mean, moving_variance,
/// each [features]. Source: Keras 3, layers.BatchNormalization; Ioffe and Szegedy 2015,
/// algorithm 1. Errors: InvalidArgument unless axis is one of a sample's, 0 <= momentum <= 1,
/// epsilon > 0.
struct BatchNormalization {
  Int axis = -1;
  Hyper momentum = 0.99;
  Hyper epsilon = 0.001;
  bool center = true;
  bool scale = true;
  Initializer beta_initializer = "zeros";
  Initializer gamma_initializer = "ones";
  Initializer moving_mean_initializer = "zeros";
  Initializer moving_variance_initializer = "ones";
  Regularizer beta_regularizer = {};
  Regularizer gamma_regularizer = {};
  Constraint beta_constraint = {};
  Constraint gamma_constraint = {};
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "BatchNormalization";
  static constexpr bool keeps_mask = true, uses_mask = true, has_weights = true;
  static constexpr auto fields() {
    using B = BatchNormalization;
    return Fields{
        Field{"axis", &B::axis, "the axis of the features"},
        Field{"momentum", &B::momentum, between(0, 1),
              "share of the moving statistics that a step keeps"},
        Field{"epsilon", &B::epsilon, above(0), "added to the variance"},
        Field{"center", &B::center, "adds beta"},
        Field{"scale", &B::scale, "multiplies by gamma"},
        Field{"beta_initializer", &B::beta_initializer, "initial beta"},
        Field{"gamma_initializer", &B::gamma_initializer, "initial gamma"},
        Field{"moving_mean_initializer", &B::moving_mean_initializer, "initial moving mean"},
        Field{"moving_variance_initializer", &B::moving_variance_initializer,
              "initial moving variance"},
        Field{"beta_regularizer", &B::beta_regularizer, "penalty on beta"},
        Field{"gamma_regularizer", &B::gamma_regularizer, "penalty on gamma"},
        Field{"beta_constraint", &B::beta_constraint, "where beta may lie"},
        Field{"gamma_constraint", &B::gamma_constraint, "where gamma may lie"},
        Field{"name", &B::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &B::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;

 private:
  graph::Value of_last_axis(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

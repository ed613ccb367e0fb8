#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// Standardises each feature (last axis) and rebuilds it: gamma * (x - mean) / sqrt(variance +
/// epsilon) + beta. In training mean and biased variance are the batch's, and moving <- moving *
/// momentum + batch * (1 - momentum); outside they are the moving ones. Shapes: (batch, ...,
/// features), unchanged. Weights: gamma, beta, moving_mean, moving_variance, each [features].
/// Source: Keras 3, layers.BatchNormalization; Ioffe and Szegedy 2015, algorithm 1.
/// Errors: InvalidArgument unless axis is the last one, 0 <= momentum <= 1, epsilon > 0.
struct BatchNormalization {
  Int axis = -1;  ///< only the last axis
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
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "BatchNormalization";
  static constexpr auto fields() {
    using B = BatchNormalization;
    return std::tuple{Field{"axis", &B::axis},
                      Field{"momentum", &B::momentum, between(0, 1)},
                      Field{"epsilon", &B::epsilon, above(0)},
                      Field{"center", &B::center},
                      Field{"scale", &B::scale},
                      Field{"beta_initializer", &B::beta_initializer},
                      Field{"gamma_initializer", &B::gamma_initializer},
                      Field{"moving_mean_initializer", &B::moving_mean_initializer},
                      Field{"moving_variance_initializer", &B::moving_variance_initializer},
                      Field{"beta_regularizer", &B::beta_regularizer},
                      Field{"gamma_regularizer", &B::gamma_regularizer},
                      Field{"name", &B::name},
                      Field{"input_shape", &B::input_shape}};
  }
  void check() const { check_fields(*this); }
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

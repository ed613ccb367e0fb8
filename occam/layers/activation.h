#pragma once

#include "occam/activations/activation.h"
#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// Applies `activation` to each element (softmax: to the last axis). Shapes: any (batch, ...),
/// unchanged. Source: Keras 3, layers.Activation.
struct Activation {
  occam::Activation activation = {};
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "Activation";
  static constexpr auto fields() {
    return std::tuple{Field{"activation", &Activation::activation},
                      Field{"name", &Activation::name},
                      Field{"input_shape", &Activation::input_shape}};
  }
  void check() const {}
  graph::Value build(const Scope&, const graph::Value& input) const {
    return activation.apply(input);
  }
};

}  // namespace occam::layers

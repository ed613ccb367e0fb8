#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// Declares the shape of one sample; computes nothing. Source: Keras 3, layers.Input.
/// Errors: InvalidArgument when a size is below 1.
struct Input {
  Dims shape = {};
  std::string name = {};

  static constexpr std::string_view type = "InputLayer";
  static constexpr bool is_input = true;
  static constexpr auto fields() {
    return Fields{Field{"shape", &Input::shape, "shape of one sample"},
                  Field{"name", &Input::name, "its name in the model"}};
  }
  graph::Value build(const Scope&, const graph::Value& input) const { return input; }
};

}  // namespace occam::layers

namespace occam {

/// An input of a functional model, one sample's shape declared: `Node in = Input({.shape = {10}})`.
/// Source: Keras 3, keras.Input.
Node Input(layers::Input options);

}  // namespace occam

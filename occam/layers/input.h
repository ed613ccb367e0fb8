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
  static constexpr auto fields() {
    return std::tuple{Field{"shape", &Input::shape}, Field{"name", &Input::name}};
  }
  void check() const {}
  graph::Value build(const Scope&, const graph::Value& input) const { return input; }
};

}  // namespace occam::layers

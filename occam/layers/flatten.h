#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// (batch, a, b, ...) -> (batch, a * b * ...), row-major. Source: Keras 3, layers.Flatten.
struct Flatten {
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "Flatten";
  static constexpr auto fields() {
    return std::tuple{Field{"name", &Flatten::name}, Field{"input_shape", &Flatten::input_shape}};
  }
  void check() const {}
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

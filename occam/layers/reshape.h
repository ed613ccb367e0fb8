#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// The same numbers of a sample in another shape, row-major; one size may be -1: what is left.
/// Source: Keras 3, layers.Reshape. Errors: InvalidArgument for sizes that do not hold a sample.
struct Reshape {
  Dims target_shape = {};  ///< has to be given
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "Reshape";
  static constexpr auto fields() {
    return Fields{
        Field{"target_shape", &Reshape::target_shape, "shape of a sample"},
        Field{"name", &Reshape::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &Reshape::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

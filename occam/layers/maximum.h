#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// The largest of its inputs, element by element: two or more of one shape, or of shapes that NumPy
/// broadcasts. Source: Keras 3, layers.Maximum. Errors: InvalidArgument for one input, or shapes
/// that do not fit.
struct Maximum {
  std::string name = {};

  static constexpr std::string_view type = "Maximum";
  static constexpr bool keeps_mask = true, uses_mask = true;
  static constexpr auto fields() {
    return Fields{
        Field{"name", &Maximum::name, "its name in the model; by default Keras's, as dense_1"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(std::vector<Node> inputs) && {
    return Layer(std::move(*this))(std::move(inputs));
  }
  Node operator()(std::vector<Node> inputs) const& = delete;
  graph::Value build(const Scope& scope, std::span<const graph::Value> inputs) const;
};

}  // namespace occam::layers

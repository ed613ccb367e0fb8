#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// Sum of its inputs: two or more of one shape, or of shapes that NumPy broadcasts.
/// Source: Keras 3, layers.Add. Errors: InvalidArgument for one input, or shapes that do not fit.
struct Add {
  std::string name = {};

  static constexpr std::string_view type = "Add";
  static constexpr bool keeps_mask = true;
  static constexpr auto fields() {
    return Fields{Field{"name", &Add::name, "its name in the model; by default Keras's"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(std::vector<Node> inputs) && {
    return Layer(std::move(*this))(std::move(inputs));
  }
  Node operator()(std::vector<Node> inputs) const& = delete;
  graph::Value build(const Scope& scope, std::span<const graph::Value> inputs) const;
};

}  // namespace occam::layers

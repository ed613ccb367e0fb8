#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// Its inputs one behind the other along `axis`; the other axes are equal. Axis 0 is the batch.
/// Source: Keras 3, layers.Concatenate. Errors: InvalidArgument for one input, shapes that do not
/// fit, or the batch's axis.
struct Concatenate {
  Int axis = -1;
  std::string name = {};

  static constexpr std::string_view type = "Concatenate";
  static constexpr auto fields() {
    return Fields{Field{"axis", &Concatenate::axis, "the axis along which they follow each other"},
                  Field{"name", &Concatenate::name, "its name in the model; by default Keras's"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(std::vector<Node> inputs) && {
    return Layer(std::move(*this))(std::move(inputs));
  }
  Node operator()(std::vector<Node> inputs) const& = delete;
  graph::Value build(const Scope& scope, std::span<const graph::Value> inputs) const;
  graph::Value mask(const Scope& scope, std::span<const graph::Value> inputs) const;
};

}  // namespace occam::layers

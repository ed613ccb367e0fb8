#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// Sum of products of two inputs' samples along an axis of each: (batch, a..., n) and (batch, b...,
/// n) give (batch, a..., b...), two vectors (batch, 1). With `normalize` each is divided by its
/// norm along that axis first: the cosine. Source: Keras 3, layers.Dot. Errors: InvalidArgument for
/// another number of inputs, axes that a sample does not have, sizes that differ.
struct Dot {
  AxisList axes = -1;  ///< one of both inputs, or one each; Keras has no default
  bool normalize = false;
  std::string name = {};

  static constexpr std::string_view type = "Dot";
  static constexpr auto fields() {
    return Fields{
        Field{"axes", &Dot::axes, "axis of both inputs, or one of each"},
        Field{"normalize", &Dot::normalize, "divides by the norms"},
        Field{"name", &Dot::name, "its name in the model; by default Keras's, as dense_1"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(std::vector<Node> inputs) && {
    return Layer(std::move(*this))(std::move(inputs));
  }
  Node operator()(std::vector<Node> inputs) const& = delete;
  graph::Value build(const Scope& scope, std::span<const graph::Value> inputs) const;
  /// None, as in Keras: rows become numbers of others.
  graph::Value mask(const Scope&, std::span<const graph::Value>) const { return {}; }
};

}  // namespace occam::layers

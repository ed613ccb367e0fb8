#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// A sample's axes in another order: axis k of the result is axis dims[k - 1], both from 1. Source:
/// Keras 3, layers.Permute. Errors: InvalidArgument unless dims are 1 to the number of axes, each
/// once.
struct Permute {
  Dims dims = {};  ///< has to be given
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "Permute";
  static constexpr auto fields() {
    return Fields{
        Field{"dims", &Permute::dims, "the axes of a sample, from 1, in their new order"},
        Field{"name", &Permute::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &Permute::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// Steps (batch, steps, features) whose features are all mask_value do not count: they become 0,
/// and losses and layers that know masks skip them. Shapes: (batch, ..., features), unchanged.
/// Source: Keras 3, layers.Masking. Errors: InvalidArgument for samples of one axis and for a
/// mask_value beyond float32.
struct Masking {
  double mask_value = 0.0;
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "Masking";
  static constexpr auto fields() {
    using T = Masking;
    return Fields{
        Field{"mask_value", &T::mask_value, "what the features of a step are that is skipped"},
        Field{"name", &T::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &T::input_shape, "shape of one sample, for the first layer"}};
  }
  void check() const;
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
  graph::Value mask(const Scope& scope, std::span<const graph::Value> inputs) const;
};

}  // namespace occam::layers

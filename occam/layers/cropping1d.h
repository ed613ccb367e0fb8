#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// Without the first and the last steps: (batch, steps, features) -> (batch, steps - cropping[0] -
/// cropping[1], features). Source: Keras 3, layers.Cropping1D. Errors: InvalidArgument unless
/// cropping is two sizes >= 0 that leave a step, and for samples of another rank.
struct Cropping1D {
  Dims cropping = {1, 1};  ///< steps at the beginning, steps at the end
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "Cropping1D";
  static constexpr auto fields() {
    using T = Cropping1D;
    return Fields{
        Field{"cropping", &T::cropping, "steps that are left out at the beginning and at the end"},
        Field{"name", &T::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &T::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  void check() const;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

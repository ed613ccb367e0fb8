#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// The input, of which `(l1 * sum(|x|) + l2 * sum(x^2)) / samples of the batch` is added to what is
/// minimised, in training and in evaluation. Shapes: any (batch, ...), unchanged. Source: Keras 3,
/// layers.ActivityRegularization. Errors: InvalidArgument for a factor below 0.
struct ActivityRegularization {
  Hyper l1 = 0.0;
  Hyper l2 = 0.0;
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "ActivityRegularization";
  static constexpr bool keeps_mask = true;
  static constexpr auto fields() {
    using A = ActivityRegularization;
    return Fields{
        Field{"l1", &A::l1, at_least(0), "loss per unit of |x|"},
        Field{"l2", &A::l2, at_least(0), "loss per unit of x^2"},
        Field{"name", &A::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &A::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

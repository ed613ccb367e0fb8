#pragma once

#include "occam/base/array_argument.h"
#include "occam/base/axis_list.h"
#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// (x - mean) / max(sqrt(variance), 1e-7), or with `invert` the way back; both are data, not
/// weights, given or taken from rows by adapt(). Shapes: (batch, ...), unchanged; mean and variance
/// of the sizes of `axis`, in order, or fewer, as in NumPy. Source: Keras 3, layers.Normalization.
/// Errors: InvalidArgument for one without the other, a negative variance, an axis that is none of
/// a sample's, and when it is used without them.
struct Normalization {
  AxisList axis = -1;  ///< has a mean for each place on it; {}: one mean of all
  ArrayArgument mean = {};
  ArrayArgument variance = {};
  bool invert = false;
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "Normalization";
  static constexpr bool keeps_mask = true;
  static constexpr auto fields() {
    using N = Normalization;
    return Fields{
        Field{"axis", &N::axis, "the axis or axes with a mean for each place; []: one of all"},
        Field{"mean", &N::mean, "what is subtracted"},
        Field{"variance", &N::variance, "the square of what is divided by"},
        Field{"invert", &N::invert, "multiplies and adds instead"},
        Field{"name", &N::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &N::input_shape, "shape of one sample, for the first layer"}};
  }
  void check() const;
  /// Takes mean and (biased) variance from samples (rows, ...) of numbers, or (rows,) of one each.
  /// Errors: InvalidArgument for no rows and for NaN or infinity.
  void adapt(const Array& data);
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

#pragma once

#include "occam/base/fields.h"
#include "occam/base/integer.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// (batch, features) -> (batch, n, features), n times the same. Source: Keras 3,
/// layers.RepeatVector. Errors: InvalidArgument for n < 1 and for samples of another rank.
struct RepeatVector {
  Int n = 1;  ///< Keras has no default: give one
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "RepeatVector";
  static constexpr auto fields() {
    return Fields{
        Field{"n", &RepeatVector::n, at_least(1), "how often"},
        Field{"name", &RepeatVector::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &RepeatVector::input_shape,
              "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

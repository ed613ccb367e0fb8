#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// Outside training the input clipped to [low, high], in training the input: a prediction of
/// numbers stays in the range of the targets seen, while the gradient sees every error. Shapes: any
/// (batch, ...), unchanged. Source: Holzmueller et al. 2024, "Better by default", appendix A.
/// Errors: InvalidArgument when low > high.
struct Clip {
  Hyper low = -1.0;
  Hyper high = 1.0;
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "Clip";
  static constexpr bool keeps_mask = true;
  static constexpr auto fields() {
    return Fields{
        Field{"low", &Clip::low, "smallest output"}, Field{"high", &Clip::high, "largest output"},
        Field{"name", &Clip::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &Clip::input_shape, "shape of one sample, for the first layer"}};
  }
  void check() const;
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

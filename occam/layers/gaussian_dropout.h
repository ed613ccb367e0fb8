#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// In training each element times a normal number of mean 1 and deviation sqrt(rate / (1 - rate)),
/// which is Dropout's; outside training the input. Shapes: any (batch, ...), unchanged. Source:
/// Keras 3, layers.GaussianDropout; Srivastava et al. 2014, section 10. Errors: InvalidArgument
/// unless 0 <= rate < 1.
struct GaussianDropout {
  Hyper rate = 0.5;  ///< Keras has no default: give one
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "GaussianDropout";
  static constexpr bool keeps_mask = true;
  static constexpr auto fields() {
    return Fields{Field{"rate", &GaussianDropout::rate, from_below(0, 1),
                        "share of elements that Dropout would drop"},
                  Field{"name", &GaussianDropout::name,
                        "its name in the model; by default Keras's, as dense_1"},
                  Field{"input_shape", &GaussianDropout::input_shape,
                        "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

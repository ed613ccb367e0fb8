#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// x / sqrt(1 + (x / limit)^2): the input near 0, never beyond +-limit, and smooth between. Shapes:
/// any (batch, ...), unchanged. Source: Holzmueller et al. 2024, "Better by default", section 3.
/// Errors: InvalidArgument unless limit > 0.
struct SmoothClip {
  double limit = 3.0;
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "SmoothClip";
  static constexpr bool keeps_mask = true;
  static constexpr auto fields() {
    return Fields{
        Field{"limit", &SmoothClip::limit, above(0), "size that no result exceeds"},
        Field{"name", &SmoothClip::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &SmoothClip::input_shape, "shape of one sample, for the first layer"}};
  }
  void check() const { check_float32(type, "limit", limit, above(0)); }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

#pragma once

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam::layers {

/// In training each element is 0 with probability `rate`, else divided by 1 - rate; every step
/// draws another mask. Outside training the input. Rate 1 gives zeros. Shapes: any (batch, ...),
/// unchanged. Source: Keras 3, layers.Dropout; Srivastava et al. 2014. Errors: InvalidArgument
/// unless 0 <= rate <= 1.
struct Dropout {
  Hyper rate = 0.5;  ///< Keras has no default: give one
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "Dropout";
  static constexpr auto fields() {
    return std::tuple{Field{"rate", &Dropout::rate, between(0, 1)}, Field{"name", &Dropout::name},
                      Field{"input_shape", &Dropout::input_shape}};
  }
  void check() const { check_fields(*this); }
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers

#pragma once

#include <span>

#include "occam/base/fields.h"
#include "occam/base/random.h"
#include "occam/base/shape.h"

namespace occam::initializers {

/// Uniform in [-limit, limit), limit = sqrt(6 / (fan_in + fan_out)).
/// Source: Keras 3, initializers.GlorotUniform; Glorot and Bengio 2010, equation 16.
struct GlorotUniform {
  static constexpr std::string_view type = "GlorotUniform";
  static constexpr auto fields() { return Fields{}; }
  void fill(std::span<float> values, const Shape& shape, RandomKey key) const;
};

}  // namespace occam::initializers

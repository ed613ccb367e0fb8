#pragma once

#include <span>

#include "occam/base/fields.h"
#include "occam/base/random.h"
#include "occam/base/shape.h"

namespace occam::initializers {

/// Uniform in +-sqrt(6 / fan_in). Source: Keras 3, initializers.HeUniform; He et al. 2015.
struct HeUniform {
  static constexpr std::string_view type = "HeUniform";
  static constexpr auto fields() { return Fields{}; }
  void fill(std::span<float> values, const Shape& shape, RandomKey key) const;
};

}  // namespace occam::initializers

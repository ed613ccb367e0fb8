#pragma once

#include <span>

#include "occam/base/fields.h"
#include "occam/base/random.h"
#include "occam/base/shape.h"

namespace occam::initializers {

/// Uniform in +-sqrt(3 / fan_in). Source: Keras 3, initializers.LecunUniform; LeCun et al. 1998.
struct LecunUniform {
  static constexpr std::string_view type = "LecunUniform";
  static constexpr auto fields() { return Fields{}; }
  void fill(std::span<float> values, const Shape& shape, RandomKey key) const;
};

}  // namespace occam::initializers

#pragma once

#include <span>

#include "occam/base/fields.h"
#include "occam/base/random.h"
#include "occam/base/shape.h"

namespace occam::initializers {

/// Normal with deviation sqrt(2 / fan_in), cut at two deviations of the wider normal that it is
/// drawn from. Source: Keras 3, initializers.HeNormal (truncated normal); He et al. 2015,
/// equation 10.
struct HeNormal {
  static constexpr std::string_view type = "HeNormal";
  static constexpr auto fields() { return Fields{}; }
  void fill(std::span<float> values, const Shape& shape, RandomKey key) const;
};

}  // namespace occam::initializers

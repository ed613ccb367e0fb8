#pragma once

#include <span>

#include "occam/base/fields.h"
#include "occam/base/random.h"
#include "occam/base/shape.h"

namespace occam::initializers {

/// Normal with deviation sqrt(2 / (fan_in + fan_out)), cut at two deviations of the wider normal
/// that it is drawn from. Source: Keras 3, initializers.GlorotNormal; Glorot and Bengio 2010.
struct GlorotNormal {
  static constexpr std::string_view type = "GlorotNormal";
  static constexpr auto fields() { return Fields{}; }
  void fill(std::span<float> values, const Shape& shape, RandomKey key) const;
};

}  // namespace occam::initializers

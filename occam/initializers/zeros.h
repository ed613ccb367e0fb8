#pragma once

#include <span>

#include "occam/base/fields.h"
#include "occam/base/random.h"
#include "occam/base/shape.h"

namespace occam::initializers {

/// Every element 0. Source: Keras 3, initializers.Zeros.
struct Zeros {
  static constexpr std::string_view type = "Zeros";
  static constexpr auto fields() { return Fields{}; }
  void fill(std::span<float> values, const Shape& shape, RandomKey key) const;
};

}  // namespace occam::initializers

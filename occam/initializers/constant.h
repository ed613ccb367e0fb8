#pragma once

#include <span>

#include "occam/base/fields.h"
#include "occam/base/random.h"
#include "occam/base/shape.h"

namespace occam::initializers {

/// One number everywhere. Source: Keras 3, initializers.Constant, whose value may also be an array.
/// Errors: InvalidArgument unless value is finite in float32.
struct Constant {
  double value = 0.0;

  static constexpr std::string_view type = "Constant";
  static constexpr auto fields() {
    return Fields{Field{"value", &Constant::value, between(-1e30, 1e30), "of every element"}};
  }
  void fill(std::span<float> values, const Shape& shape, RandomKey key) const;
};

}  // namespace occam::initializers

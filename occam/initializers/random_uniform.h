#pragma once

#include <span>

#include "occam/base/fields.h"
#include "occam/base/random.h"
#include "occam/base/shape.h"

namespace occam::initializers {

/// Uniform in [minval, maxval). Source: Keras 3, initializers.RandomUniform.
/// Errors: InvalidArgument when a bound is not finite in float32 or minval > maxval.
struct RandomUniform {
  double minval = -0.05;
  double maxval = 0.05;

  static constexpr std::string_view type = "RandomUniform";
  static constexpr auto fields() {
    return Fields{Field{"minval", &RandomUniform::minval, "lower bound"},
                  Field{"maxval", &RandomUniform::maxval, "upper bound, excluded"}};
  }
  void check() const;
  void fill(std::span<float> values, const Shape& shape, RandomKey key) const;
};

}  // namespace occam::initializers

#pragma once

#include <span>

#include "occam/base/fields.h"
#include "occam/base/random.h"
#include "occam/base/shape.h"

namespace occam::initializers {

/// Normal. Source: Keras 3, initializers.RandomNormal. Errors: InvalidArgument unless mean and
/// stddev >= 0 are finite in float32.
struct RandomNormal {
  double mean = 0.0;
  double stddev = 0.05;

  static constexpr std::string_view type = "RandomNormal";
  static constexpr auto fields() {
    return Fields{Field{"mean", &RandomNormal::mean, between(-1e30, 1e30), "mean"},
                  Field{"stddev", &RandomNormal::stddev, between(0, 1e30), "deviation"}};
  }
  void fill(std::span<float> values, const Shape& shape, RandomKey key) const;
};

}  // namespace occam::initializers

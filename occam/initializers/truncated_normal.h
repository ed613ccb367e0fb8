#pragma once

#include <cstddef>
#include <span>

#include "occam/base/fields.h"
#include "occam/base/random.h"
#include "occam/base/shape.h"

namespace occam::initializers {

/// Normal, cut at two deviations: the deviation of what is left is 0.8796... of `stddev`. Source:
/// Keras 3, initializers.TruncatedNormal. Errors: InvalidArgument unless mean and stddev >= 0 are
/// finite in float32.
struct TruncatedNormal {
  double mean = 0.0;
  double stddev = 0.05;

  static constexpr std::string_view type = "TruncatedNormal";
  static constexpr auto fields() {
    return Fields{
        Field{"mean", &TruncatedNormal::mean, between(-1e30, 1e30), "mean"},
        Field{"stddev", &TruncatedNormal::stddev, between(0, 1e30), "deviation before the cut"}};
  }
  void fill(std::span<float> values, const Shape& shape, RandomKey key) const;
};

/// Share of a normal's deviation that the cut at two deviations leaves.
inline constexpr double kTruncatedDeviation = 0.87962566103423978;

}  // namespace occam::initializers

#pragma once

#include <span>
#include <string>

#include "occam/base/fields.h"
#include "occam/base/random.h"
#include "occam/base/shape.h"

namespace occam::initializers {

/// Random numbers whose variance is scale / n, n the unit's inputs, outputs or their mean: normal
/// and cut at two deviations, normal, or uniform. Source: Keras 3, initializers.VarianceScaling,
/// whose "normal" is "truncated_normal"; He et al. 2015, Glorot and Bengio 2010. Errors:
/// InvalidArgument unless 0 < scale is finite in float32.
struct VarianceScaling {
  double scale = 1.0;
  std::string mode = "fan_in";
  std::string distribution = "truncated_normal";

  static constexpr std::string_view type = "VarianceScaling";
  static constexpr auto fields() {
    using V = VarianceScaling;
    return Fields{
        Field{"scale", &V::scale, above(0), "variance times what it is divided by"},
        Field{"mode", &V::mode, one_of("fan_in", "fan_out", "fan_avg"), "what it is divided by"},
        Field{"distribution", &V::distribution,
              one_of("truncated_normal", "untruncated_normal", "uniform"), "of the numbers"}};
  }
  void check() const;
  void fill(std::span<float> values, const Shape& shape, RandomKey key) const;
};

}  // namespace occam::initializers

#include "occam/initializers/variance_scaling.h"

#include <algorithm>
#include <cmath>

#include "occam/initializers/initializer.h"
#include "occam/initializers/random_normal.h"
#include "occam/initializers/random_uniform.h"
#include "occam/initializers/truncated_normal.h"

namespace occam::initializers {

void VarianceScaling::check() const { check_float32(type, "scale", scale, above(0)); }

void VarianceScaling::fill(std::span<float> values, const Shape& shape, RandomKey key) const {
  const Fans fans = fans_of(shape);
  const double fan = mode == "fan_in"    ? fans.in
                     : mode == "fan_out" ? fans.out
                                         : (fans.in + fans.out) / 2;
  const double variance = scale / std::max(1.0, fan);
  if (distribution == "uniform") {
    const double limit = std::sqrt(3 * variance);
    return RandomUniform{.minval = -limit, .maxval = limit}.fill(values, shape, key);
  }
  const double deviation = std::sqrt(variance);
  if (distribution == "untruncated_normal")
    return RandomNormal{.mean = 0, .stddev = deviation}.fill(values, shape, key);
  // The cut takes variance away; Keras draws from a normal that is wider by as much.
  TruncatedNormal{.mean = 0, .stddev = deviation / kTruncatedDeviation}.fill(values, shape, key);
}

}  // namespace occam::initializers

#include "occam/initializers/he_normal.h"

#include "occam/initializers/variance_scaling.h"

namespace occam::initializers {

void HeNormal::fill(std::span<float> values, const Shape& shape, RandomKey key) const {
  VarianceScaling{.scale = 2, .mode = "fan_in", .distribution = "truncated_normal"}.fill(
      values, shape, key);
}

}  // namespace occam::initializers

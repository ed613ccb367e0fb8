#include "occam/initializers/lecun_normal.h"

#include "occam/initializers/variance_scaling.h"

namespace occam::initializers {

void LecunNormal::fill(std::span<float> values, const Shape& shape, RandomKey key) const {
  VarianceScaling{.scale = 1, .mode = "fan_in", .distribution = "truncated_normal"}.fill(
      values, shape, key);
}

}  // namespace occam::initializers

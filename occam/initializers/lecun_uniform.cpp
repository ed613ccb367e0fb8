#include "occam/initializers/lecun_uniform.h"

#include "occam/initializers/variance_scaling.h"

namespace occam::initializers {

void LecunUniform::fill(std::span<float> values, const Shape& shape, RandomKey key) const {
  VarianceScaling{.scale = 1, .mode = "fan_in", .distribution = "uniform"}.fill(values, shape, key);
}

}  // namespace occam::initializers

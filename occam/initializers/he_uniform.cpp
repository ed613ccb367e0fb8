#include "occam/initializers/he_uniform.h"

#include "occam/initializers/variance_scaling.h"

namespace occam::initializers {

void HeUniform::fill(std::span<float> values, const Shape& shape, RandomKey key) const {
  VarianceScaling{.scale = 2, .mode = "fan_in", .distribution = "uniform"}.fill(values, shape, key);
}

}  // namespace occam::initializers

#include "occam/initializers/glorot_uniform.h"

#include <cmath>

#include "occam/initializers/initializer.h"
#include "occam/initializers/random_uniform.h"

namespace occam::initializers {

void GlorotUniform::fill(std::span<float> values, const Shape& shape, RandomKey key) const {
  const Fans fans = fans_of(shape);
  const double limit = std::sqrt(6.0 / (fans.in + fans.out));
  RandomUniform{.minval = -limit, .maxval = limit}.fill(values, shape, key);
}

}  // namespace occam::initializers

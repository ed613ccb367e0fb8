#include "occam/initializers/random_normal.h"

#include <cmath>
#include <numbers>

namespace occam::initializers {

// Box and Muller's transform of the uniform numbers of steps 0 and 1.
void RandomNormal::fill(std::span<float> values, const Shape&, RandomKey key) const {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double u = 1.0 - static_cast<double>(random_uniform(key, 0, i));  // (0, 1]
    const double v = static_cast<double>(random_uniform(key, 1, i));
    const double normal = std::sqrt(-2.0 * std::log(u)) * std::cos(2.0 * std::numbers::pi * v);
    values[i] = static_cast<float>(mean + stddev * normal);
  }
}

}  // namespace occam::initializers

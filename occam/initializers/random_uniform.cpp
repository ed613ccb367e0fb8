#include "occam/initializers/random_uniform.h"

namespace occam::initializers {

void RandomUniform::check() const {
  check_float32(type, "minval", minval, {});
  check_float32(type, "maxval", maxval, {});
  if (minval > maxval) {
    throw_invalid_value(type, "maxval", "a number >= minval=" + to_text(minval), to_text(maxval));
  }
}

void RandomUniform::fill(std::span<float> values, const Shape&, RandomKey key) const {
  const double width = maxval - minval;
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = static_cast<float>(minval + width * static_cast<double>(random_uniform(key, 0, i)));
  }
}

}  // namespace occam::initializers
